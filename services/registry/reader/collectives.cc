#include "services/registry/reader/collectives.h"

#include <algorithm>

#include "services/registry/reader/action_verbs.h"
#include "services/registry/reader/unit_words.h"

namespace dondoc::registry {
namespace {

// Words of a collective that name who is meant.
bool IsMemberWord(const Token& token) {
  switch (token.word) {
    case "phòng"_w:
    case "ban"_w:
    case "đơn"_w:
    case "cơ"_w:
    case "sở"_w:
    case "ngành"_w:
    case "huyện"_w:
    case "xã"_w:
    case "phường"_w:
    case "thị"_w:
    case "thành"_w:
    case "địa"_w:
    case "viên"_w:
    case "công"_w:
    case "cán"_w:
    case "chủ"_w:
    case "nhà"_w:
    case "trường"_w:
    case "khoa"_w:
    case "trung"_w:
    case "đoàn"_w:
    case "hội"_w:
    case "doanh"_w:
    case "tổ"_w:
    case "thôn"_w:
    case "bản"_w:
    case "chi"_w:
    case "đảng"_w:
    case "đồng"_w:
    case "cấp"_w:
    case "bộ"_w:
    case "bệnh"_w:
    case "hợp"_w:
    case "trạm"_w:
    case "đội"_w:
    case "hạt"_w:
    case "thủ"_w:
    case "giáo"_w:
    case "tỉnh"_w:
    case "quận"_w:
    case "vụ"_w:
    case "cục"_w:
    case "tổng"_w:
    case "viện"_w:
    case "điện"_w:
      return token.IsWord();
    default:
      return false;
  }
}

// Words of places and bodies behind which their names may stand: "các tỉnh Quảng Ngãi, Bình Định",
// "các Bộ: Tài chính, Nội vụ".
bool TakesNames(const Token& token) {
  switch (token.word) {
    case "tỉnh"_w:
    case "huyện"_w:
    case "quận"_w:
    case "xã"_w:
    case "phường"_w:
    case "trấn"_w:
    case "phố"_w:
    case "thôn"_w:
    case "ủy"_w:  // các huyện ủy
      return token.IsWord();
    default:
      return false;
  }
}

// Words that go on with a collective and name nobody themselves.
bool IsFillingWord(const Token& token) {
  switch (token.word) {
    case "vị"_w:
    case "ty"_w:
    case "quan"_w:
    case "phương"_w:
    case "chuyên"_w:
    case "môn"_w:
    case "trực"_w:
    case "thuộc"_w:
    case "liên"_w:
    case "khác"_w:
    case "cả"_w:
    case "thể"_w:
    case "chức"_w:
    case "có"_w:
    case "nghiệp"_w:
    case "sự"_w:
    case "trấn"_w:
    case "phố"_w:
    case "đầu"_w:
    case "tư"_w:
    case "thầu"_w:
    case "tâm"_w:
    case "ủy"_w:
    case "chí"_w:
    case "tác"_w:
    case "chính"_w:
    case "trị"_w:
    case "hội"_w:
    case "dân"_w:
    case "nhân"_w:
    case "ubnd"_w:
    case "hđnd"_w:
    case "trưởng"_w:
    case "học"_w:
    case "kiểm"_w:
    case "lâm"_w:
    case "lĩnh"_w:
    case "vực"_w:
    case "nêu"_w:
    case "trên"_w:
    case "mầm"_w:
    case "non"_w:
    case "tiểu"_w:
    case "thcs"_w:
    case "thpt"_w:
    case "điện"_w:
    case "lực"_w:
    case "ptdt"_w:
    case "nội"_w:
    case "trú"_w:
    case "ngang"_w:
    case "phủ"_w:
    case "trung"_w:
    case "ương"_w:
    case "tuyến"_w:
    case "tịch"_w:
    case "còn"_w:
    case "lại"_w:
    case "rừng"_w:  // các chủ rừng
    case "mỏ"_w:
      return token.IsWord();
    default:
      return false;
  }
}

// Words of a body or post that stand before "các": "UBND các huyện", "Thủ trưởng các đơn vị".
bool IsHeadWord(const Token& token) {
  switch (token.word) {
    case "ubnd"_w:
    case "hđnd"_w:
    case "ủy"_w:
    case "ban"_w:
    case "nhân"_w:
    case "dân"_w:
    case "hội"_w:
    case "đồng"_w:
    case "chủ"_w:
    case "tịch"_w:
    case "thủ"_w:
    case "trưởng"_w:
    case "giám"_w:
    case "đốc"_w:
    case "lãnh"_w:
    case "đạo"_w:
    case "người"_w:
    case "đứng"_w:
    case "đầu"_w:
    case "hiệu"_w:
    case "đảng"_w:
    case "công"_w:
    case "an"_w:
    case "phòng"_w:
    case "thường"_w:
    case "vụ"_w:
    case "trực"_w:
    case "chấp"_w:
    case "hành"_w:
    case "bí"_w:
    case "thư"_w:
    case "phó"_w:
    case "văn"_w:
    case "cấp"_w:
    case "đại"_w:
    case "diện"_w:
    case "quản"_w:
    case "lý"_w:
    case "đề"_w:
    case "nghị"_w:
    case "bộ"_w:
    case "cục"_w:
    case "viện"_w:
    case "trung"_w:
    case "tâm"_w:
    case "y"_w:
    case "tế"_w:
    case "hạt"_w:
    case "kiểm"_w:
    case "lâm"_w:
    case "chi"_w:
    case "nhánh"_w:
    case "mặt"_w:
    case "trận"_w:
    case "tổ"_w:
    case "quốc"_w:
      return token.IsWord();
    default:
      return false;
  }
}

bool OpensCollective(const Token& token) {
  switch (token.word) {
    case "các"_w:
    case "tất"_w:
    case "toàn"_w:
    case "những"_w:
      return token.IsWord();
    default:
      return false;
  }
}

constexpr size_t kMaxHeadWords = 8;

// Where the opening word of a collective stands, past the body or post before it.
size_t OpeningOf(const std::vector<Token>& tokens, size_t at, size_t end) {
  // "Bộ trưởng, Thủ trưởng cơ quan ngang bộ, Chủ tịch UBND các tỉnh": all of them.
  if (at + 2 < end && tokens[at].IsWord("bộ"_w) && tokens[at].capital &&
      tokens[at + 1].IsWord("trưởng"_w) && tokens[at + 2].IsMark(',')) {
    return at;
  }
  for (size_t next = at; next < end && next - at <= kMaxHeadWords; ++next) {
    if (OpensCollective(tokens[next])) return next;
    // "UBND cấp xã", "công an cấp huyện".
    if (next > at && tokens[next].IsWord("cấp"_w) && next + 1 < end &&
        (tokens[next + 1].IsWord("xã"_w) || tokens[next + 1].IsWord("huyện"_w) ||
         tokens[next + 1].IsWord("cơ"_w))) {
      return next - 1;
    }
    if (next == at && tokens[next].IsWord("đề"_w)) return end;
    if (!IsHeadWord(tokens[next])) return end;
  }
  return end;
}

// Words that begin what is said of somebody, or how: no part of who it is.
bool BeginsPredicate(const Token& token) {
  if (!token.IsWord() || token.capital) return false;
  switch (token.word) {
    case "theo"_w:
    case "căn"_w:
    case "trên"_w:
    case "trong"_w:
    case "tại"_w:
    case "khi"_w:
    case "nếu"_w:
    case "đã"_w:
    case "cần"_w:
    case "phải"_w:
    case "có"_w:
    case "được"_w:
    case "không"_w:
    case "cùng"_w:
    case "với"_w:
    case "để"_w:
    case "và"_w:
    case "hoặc"_w:
    case "do"_w:
    case "chưa"_w:
    case "đang"_w:
    case "sẽ"_w:
    case "là"_w:
    case "về"_w:
    case "sau"_w:
    case "trước"_w:
    case "đến"_w:
    case "từ"_w:
    case "cho"_w:
    case "của"_w:
    case "vào"_w:
    case "này"_w:
    case "làm"_w:
    case "mỗi"_w:
    case "khẩn"_w:
    case "thường"_w:
    case "kịp"_w:
    case "tích"_w:
    case "chủ"_w:
    case "nghiêm"_w:
    case "quyết"_w:
    case "sớm"_w:
    case "ngay"_w:
    case "tiếp"_w:
    case "tập"_w:
    case "trực"_w:
      return true;
    default:
      return false;
  }
}

// One past the names of places at `at`: capitals joined by commas, dashes and "và".
size_t PlaceNamesEnd(const std::vector<Token>& tokens, size_t at, size_t end) {
  size_t last = at;
  for (size_t i = at; i < end; ++i) {
    const Token& token = tokens[i];
    if (token.breaks_before > 1) break;
    if (token.IsMark(',') || token.IsMark('-') || token.IsWord("và"_w)) continue;
    // "thôn Đông, thôn Cồn": the kind of place again.
    if (TakesNames(token) && i + 1 < end && tokens[i + 1].capital && i > at &&
        !tokens[i - 1].capital) {
      continue;
    }
    if (!token.IsWord() || !token.capital) break;
    // "..., Sở Tài chính" is no place.
    const bool begins = i > at && !tokens[i - 1].IsWord();
    if (begins && i + 1 < end && tokens[i + 1].capital && UnitNouns().Match(tokens, i, end)) break;
    last = i + 1;
  }
  return std::max(last, at + 1);
}

// What a collective may have and still be told: a duty and no property of it.
const PhraseTable& Duties() {
  static const auto& table = *new PhraseTable{
      {"trách nhiệm"}, {"văn bản"},   {"báo cáo"},   {"kế hoạch"},  {"biện pháp"},
      {"phương án"},   {"giải pháp"}, {"ý kiến"},    {"hình thức"}, {"thể"},
      {"tờ trình"},    {"nhiệm vụ"},  {"liên quan"}, {"hướng dẫn"},
  };
  return table;
}

// Words that open what somebody is urged to do.
bool Urges(const Tokens& tokens, size_t at, size_t end) {
  static const auto& table = *new PhraseTable{
      {"khẩn trương"},  {"phải"},     {"cần"},       {"tập trung"},
      {"thường xuyên"}, {"chủ động"}, {"trực tiếp"}, {"nghiêm túc"},
  };
  return table.Match(tokens, at, end).has_value();
}

// "tỷ lệ giải ngân", "chế độ báo cáo": a verb behind such a word is part of a noun.
bool MakesNoun(const Token& token) {
  return token.IsWord("lệ"_w) || token.IsWord("tác"_w) || token.IsWord("độ"_w) ||
         token.IsWord("quả"_w) || token.IsWord("việc"_w) || token.IsWord("hoạch"_w) ||
         token.IsWord("khối"_w) || token.IsWord("số"_w) || token.IsWord("mức"_w);
}

// One past the clause at `at` that says which of them: "(UBND các xã) có dự án", "(Các thành viên)
// được phân công phụ trách địa bàn", "(Các chi bộ) chưa hoàn thành học tập". `at` where no such
// clause leads to a verb.
size_t RelativeEnd(const Tokens& tokens, size_t at, size_t end) {
  constexpr size_t kMaxRelative = 16;
  if (at + 2 >= end || !tokens[at].IsWord() || tokens[at].breaks_before > 1) return at;
  size_t next = at + 1;
  const auto skip_verbs = [&] {
    while (const auto verb = ActionVerbs().Match(tokens, next, end)) next += verb->length;
  };
  const bool late = tokens[at].IsWord("chưa"_w);
  if (tokens[at].IsWord("có"_w)) {
    if (Duties().Match(tokens, next, end) &&
        !(tokens[next].IsWord("nhiệm"_w) && IsWordAt(tokens, next + 2, end, "quá"_w))) {
      return at;
    }
  } else if (tokens[at].IsWord("được"_w) &&
             (tokens[next].IsWord("giao"_w) || tokens[next].IsWord("phân"_w))) {
    skip_verbs();
  } else if (late) {
    skip_verbs();
  } else if (tokens[at].IsWord("phụ"_w) && tokens[next].IsWord("trách"_w)) {
    ++next;
  } else {
    return at;
  }
  const size_t limit = std::min(end, at + kMaxRelative);
  for (size_t i = next; i < limit; ++i) {
    const Token& token = tokens[i];
    if (token.breaks_before > 1 || (!token.IsWord() && !token.IsNumber() && !token.IsMark(',')))
      return at;
    if (i == next || token.capital) continue;
    if (Urges(tokens, i, end)) return i;
    if (!late && VerbAt(tokens, i, end) && !MakesNoun(tokens[i - 1])) return i;
  }
  return at;
}

// One past what goes on with the name that ends at `at` ("Các bệnh viện tuyến tỉnh"): words before
// a verb; `at` where no verb is near.
size_t ComplementEnd(const std::vector<Token>& tokens, size_t at, size_t end) {
  constexpr size_t kMaxComplement = 6;
  if (const size_t relative = RelativeEnd(tokens, at, end); relative > at) return relative;
  // "các Bộ Tài nguyên và Môi trường, Tư pháp": names of members.
  if (at > 0 && at < end && tokens[at].capital && tokens[at - 1].capital) return at;
  if (at >= end || !tokens[at].IsWord() || tokens[at].breaks_before > 1 ||
      BeginsPredicate(tokens[at]) || VerbAt(tokens, at, end)) {
    return at;
  }
  const size_t limit = std::min(end, at + kMaxComplement + 1);
  for (size_t next = at + 1; next < limit; ++next) {
    const Token& token = tokens[next];
    if (!token.IsWord() && !token.IsMark('-')) return at;
    if (BeginsPredicate(token) || (!token.capital && VerbAt(tokens, next, end))) return next;
  }
  return at;
}

}  // namespace

size_t CollectiveEnd(const std::vector<Token>& tokens, size_t at, size_t end) {
  if (at >= end) return at;
  const size_t opening = OpeningOf(tokens, at, end);
  if (opening >= end) return at;
  // "toàn tỉnh", "toàn ngành": a stretch of land or a field, nobody to be told.
  if (tokens[opening].IsWord("toàn"_w) && opening + 1 < end &&
      !tokens[opening + 1].IsWord("thể"_w) && !tokens[opening + 1].IsWord("bộ"_w)) {
    return at;
  }
  size_t last = at;
  bool named = false;
  for (size_t i = opening + 1; i < end; ++i) {
    const Token& token = tokens[i];
    if (token.breaks_before > 1) break;
    if (token.IsMark(',') || token.IsMark('-') || token.IsWord("và"_w) || OpensCollective(token)) {
      continue;
    }
    // "..., Giám đốc các Ban Quản lý dự án": the heads of others, told together.
    if (named && token.capital && Posts().Match(tokens, i, end)) {
      const size_t heads = CollectiveEnd(tokens, i, end);
      if (heads == i) break;
      last = heads;
      break;
    }
    // "các đơn vị tổ chức họp": a verb that begins with a member's word.
    if (token.IsWord("tổ"_w) && i + 1 < end && tokens[i + 1].IsWord("chức"_w) &&
        !tokens[i - 1].IsWord("ban"_w) &&
        (i + 2 >= end || (!tokens[i + 2].IsMark(',') && !tokens[i + 2].IsWord("chính"_w) &&
                          !tokens[i + 2].IsWord("liên"_w) && !tokens[i + 2].IsWord("khác"_w))) &&
        named) {
      break;
    }
    if (token.IsWord("chủ"_w) && i + 1 < end &&
        (tokens[i + 1].IsWord("động"_w) || tokens[i + 1].IsWord("trì"_w))) {
      break;
    }
    if (token.IsWord("công"_w) && i + 1 < end &&
        (tokens[i + 1].IsWord("khai"_w) || tokens[i + 1].IsWord("bố"_w))) {
      break;
    }
    if (token.IsWord("kiểm"_w) && i + 1 < end && !tokens[i + 1].IsWord("lâm"_w)) break;
    if (token.IsWord("bộ"_w) && i + 1 < end && tokens[i + 1].IsWord("phận"_w) && named) break;
    if (token.IsWord("có"_w) && (i + 1 >= end || !tokens[i + 1].IsWord("liên"_w))) break;
    // "các cơ sở đào tạo": "sở" of another word, with its kind.
    if (named && last == i && tokens[i - 1].IsWord("sở"_w) && i > 1 &&
        tokens[i - 2].IsWord("cơ"_w)) {
      static const auto& kinds = *new PhraseTable{
          {"đào tạo"},  {"giáo dục đại học"},     {"giáo dục"},  {"y tế"},
          {"sản xuất"}, {"kinh doanh"},           {"khám bệnh"}, {"khám chữa bệnh"},
          {"lưu trú"},  {"giáo dục nghề nghiệp"},
      };
      if (const auto kind = kinds.Match(tokens, i, end)) {
        last = i + kind->length;
        i = last - 1;
        continue;
      }
    }
    // "các sở giáo dục và đào tạo"; "các Bộ Tài chính, Tư pháp" are two.
    if (named && last == i && !token.capital) {
      if (const auto field = FieldNames().Match(tokens, i, end)) {
        last = i + field->length;
        i = last - 1;
        continue;
      }
    }
    // "các huyện, Sở Tài chính": a name of its own follows.
    const bool name_follows = i + 1 < end && tokens[i + 1].capital && tokens[i + 1].IsWord();
    const auto noun = UnitNouns().Match(tokens, i, end);
    const size_t behind = noun ? i + noun->length : end;
    const bool named_body =
        behind < end && tokens[behind].IsWord() &&
        (tokens[behind].capital ||
         // "các sở, Công an tỉnh".
         (noun->length > 1 && TakesNames(tokens[behind])) ||
         // "Ban Quản lý dự án", but "các phòng, Trung tâm thuộc Sở".
         (noun->length > 1 && !IsMemberWord(tokens[behind]) && !IsFillingWord(tokens[behind]) &&
          !BeginsPredicate(tokens[behind]) && !ActionVerbs().Match(tokens, behind, end)));
    if (named && token.capital && named_body && !TakesNames(token)) break;
    // "các tỉnh An Giang, Đồng Tháp", "các xã: Tân Hưng, Phú Mỹ": names of places.
    if (token.capital && !IsMemberWord(token) && last > opening && TakesNames(tokens[last - 1])) {
      last = PlaceNamesEnd(tokens, i, end);
      i = last - 1;
      break;
    }
    if (token.IsMark(':') && last == i && TakesNames(tokens[i - 1]) && name_follows) continue;
    if (IsMemberWord(token)) {
      named = true;
    } else if (!IsFillingWord(token)) {
      break;
    }
    last = i + 1;
  }
  return named ? ComplementEnd(tokens, last, end) : at;
}

}  // namespace dondoc::registry
