#include "services/registry/reader/unit_matcher.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "common/text/fold.h"
#include "services/registry/reader/unit_words.h"
#include "services/registry/reader/vocabulary.h"

namespace dondoc::registry {
namespace {

constexpr size_t kMaxSlugBytes = 60;
constexpr size_t kMinInitials = 2;

struct Abbreviation {
  absl::string_view short_form;
  absl::string_view long_form;
};

// Abbreviations of the field, unmarked.
constexpr Abbreviation kAbbreviations[] = {
    {"ubnd", "uy ban nhan dan"},
    {"hdnd", "hoi dong nhan dan"},
    {"mttq", "mat tran to quoc"},
    {"ptnt", "phat trien nong thon"},
    {"nnptnt", "nong nghiep phat trien nong thon"},
    {"nnmt", "nong nghiep moi truong"},
    {"tnmt", "tai nguyen moi truong"},
    {"gddt", "giao duc dao tao"},
    {"khdt", "ke hoach dau tu"},
    {"gtvt", "giao thong van tai"},
    {"tttt", "thong tin truyen thong"},
    {"ldtbxh", "lao dong thuong binh xa hoi"},
    {"vhttdl", "van hoa the thao du lich"},
    {"vhtt", "van hoa the thao"},
    {"vhxh", "van hoa xa hoi"},
    {"vh", "van hoa"},
    {"ttdl", "the thao du lich"},
    {"tckh", "tai chinh ke hoach"},
    {"ktht", "kinh te ha tang"},
    {"qldt", "quan ly do thi"},
    {"bqlda", "ban quan ly du an"},
    {"bql", "ban quan ly"},
    {"da", "du an"},
    {"ttyt", "trung tam y te"},
    {"bhxh", "bao hiem xa hoi"},
    {"kbnn", "kho bac nha nuoc"},
    {"nhnn", "ngan hang nha nuoc"},
    {"chqs", "chi huy quan su"},
    {"bchqs", "bo chi huy quan su"},
    {"ldld", "lien doan lao dong"},
    {"tp", "thanh pho"},
    {"cty", "cong ty"},
    {"khcn", "khoa hoc cong nghe"},
    {"cgcn", "chuyen giao cong nghe"},
    {"cntt", "cong nghe thong tin"},
    {"dmst", "doi moi sang tao"},
    {"khtc", "ke hoach tai chinh"},
    {"qlkh", "quan ly khoa hoc"},
    {"qlcn", "quan ly cong nghe"},
    {"qlcncn", "quan ly cong nghe chuyen nganh"},
    {"shtt", "so huu tri tue"},
    {"tcdlcl", "tieu chuan do luong chat luong"},
    {"tdc", "tieu chuan do luong chat luong"},
    {"tchc", "to chuc hanh chinh"},
    {"tccb", "to chuc can bo"},
    {"vp", "van phong"},
    {"p", "phong"},
    {"cc", "chi cuc"},
    {"tt", "trung tam"},
    {"ttra", "thanh tra"},
};

// Words of a name: unmarked letters and digits, abbreviations spelled out.
std::vector<std::string> Words(absl::string_view name) {
  std::vector<std::string> words;
  std::string word;
  const auto flush = [&] {
    if (word.empty()) return;
    const auto* found =
        std::find_if(std::begin(kAbbreviations), std::end(kAbbreviations),
                     [&](const Abbreviation& row) { return row.short_form == word; });
    if (found != std::end(kAbbreviations)) {
      for (absl::string_view part : absl::StrSplit(found->long_form, ' ')) {
        words.emplace_back(part);
      }
    } else if (word != "va") {
      words.push_back(word);
    }
    word.clear();
  };
  for (const char c : text::StripMarks(name)) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      word.push_back(c);
    } else if (c != '&') {
      // "KH&CN" is one word, as KHCN is.
      flush();
    }
  }
  flush();
  return words;
}

// Number of words of the unit noun that `words` begin with: "phong", "chi cuc".
size_t NounWords(const std::vector<std::string>& words) {
  if (words.empty()) return 0;
  const std::string& first = words[0];
  if (words.size() > 1) {
    const std::string& second = words[1];
    if ((first == "chi" && second == "cuc") || (first == "trung" && second == "tam") ||
        (first == "van" && second == "phong") || (first == "bo" && second == "phan")) {
      return 2;
    }
  }
  return first == "phong" || first == "ban" || first == "vien" || first == "truong" ||
                 first == "quy" || first == "doi" || first == "to" || first == "tram"
             ? 1
             : 0;
}

// "Văn phòng UBND tỉnh" is not the committee: what is left of its name is another body's.
bool IsOfficeOfBody(const std::vector<std::string>& words) {
  static constexpr absl::string_view kBodies[] = {"uy",    "hoi",   "dang", "so",    "tinh",
                                                  "huyen", "thanh", "quoc", "chinh", "bo"};
  return words.size() > 2 && words[0] == "van" && words[1] == "phong" &&
         std::find(std::begin(kBodies), std::end(kBodies), words[2]) != std::end(kBodies);
}

// "Văn phòng Sở" and "Thanh tra Sở" are the department's own; the word tells nothing.
std::vector<std::string> WithoutDepartment(std::vector<std::string> words) {
  while (words.size() > 1 && words.back() == "so") words.pop_back();
  return words;
}

std::string Joined(const std::vector<std::string>& words, size_t from = 0) {
  return absl::StrJoin(words.begin() + static_cast<std::ptrdiff_t>(from), words.end(), " ");
}

}  // namespace

std::string UnitMatcher::Key(absl::string_view name) {
  return Joined(WithoutDepartment(Words(name)));
}

std::string UnitMatcher::Slug(absl::string_view name) {
  std::string slug;
  for (const char c : text::StripMarks(name)) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      slug.push_back(c);
    } else if (c != '&' && !slug.empty() && slug.back() != '-') {
      slug.push_back('-');
    }
  }
  if (slug.size() > kMaxSlugBytes) {
    slug.resize(kMaxSlugBytes);
    const size_t dash = slug.rfind('-');
    if (dash != std::string::npos && dash > 0) slug.resize(dash);
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  // Ids begin with a letter.
  if (slug.empty() || !absl::ascii_isalpha(static_cast<unsigned char>(slug[0]))) {
    slug = slug.empty() ? "don-vi" : absl::StrCat("don-vi-", slug);
  }
  return slug;
}

void UnitMatcher::Add(Index* index, const std::string& key, const std::string& unit) {
  if (key.empty()) return;
  first_words_.insert(key.substr(0, key.find(' ')));
  auto [found, added] = index->try_emplace(key, Entry{unit});
  if (!added && found->second.unit != unit) found->second.ambiguous = true;
}

UnitMatcher::UnitMatcher(const ReaderDirectory& directory) {
  for (const ReaderDirectory::Unit& unit : directory.units) {
    const size_t slash = unit.name.rfind('/');
    ids_[slash == std::string::npos ? unit.name : unit.name.substr(slash + 1)] = true;
    std::vector<std::string> names = unit.aliases;
    names.push_back(unit.display_name);
    for (const std::string& name : names) {
      const std::vector<std::string> words = WithoutDepartment(Words(name));
      if (words.empty()) continue;
      Add(&exact_, Joined(words), unit.name);
      const size_t noun = NounWords(words);
      if (words.size() <= noun || IsOfficeOfBody(words)) continue;
      const size_t rest = words.size() - noun;
      std::string initials;
      for (size_t i = noun; i < words.size(); ++i) initials.push_back(words[i][0]);
      if (noun > 0 && rest >= 2) Add(&derived_, Joined(words, noun), unit.name);
      if (noun > 0 && initials.size() >= kMinInitials) {
        const std::vector<std::string> head(words.begin(),
                                            words.begin() + static_cast<std::ptrdiff_t>(noun));
        Add(&derived_, absl::StrCat(absl::StrJoin(head, " "), " ", initials), unit.name);
        if (initials.size() > kMinInitials) Add(&derived_, initials, unit.name);
      }
    }
  }
}

std::optional<UnitMatch> UnitMatcher::Find(const std::string& key) const {
  for (const Index* index : {&exact_, &derived_}) {
    const auto found = index->find(key);
    if (found == index->end()) continue;
    UnitMatch match;
    match.ambiguous = found->second.ambiguous;
    if (!match.ambiguous) match.unit = found->second.unit;
    return match;
  }
  return std::nullopt;
}

std::optional<UnitMatch> UnitMatcher::MatchName(absl::string_view name) const {
  if (name.size() > kMaxUnitNameBytes) return std::nullopt;
  return Find(Key(name));
}

std::optional<UnitMatch> UnitMatcher::Match(const Document& document, TokenRange range) const {
  if (range.empty() || document.Text(range).size() > kMaxUnitNameBytes) return std::nullopt;
  auto match = Find(Key(document.Text(range)));
  if (match) match->end = range.end;
  return match;
}

const std::vector<std::string>& UnitMatcher::WordsOf(const Document& document, size_t at) const {
  auto [found, added] = seen_.try_emplace(document.tokens()[at].word);
  if (added) found->second = Words(document.Text({at, at + 1}));
  return found->second;
}

std::optional<UnitMatch> UnitMatcher::MatchPrefix(const Document& document,
                                                  TokenRange range) const {
  std::optional<UnitMatch> longest;
  std::vector<std::string> words;
  const size_t limit = std::min(range.end, range.begin + kMaxUnitTokens);
  for (size_t at = range.begin; at < limit; ++at) {
    const Token& token = document.tokens()[at];
    // "P. QLKH", "TT. Dữ liệu": the full stop of an abbreviation.
    constexpr uint32_t kMaxAbbreviation = 3;
    const bool abbreviates = token.IsMark('.') && !token.space_before && at > range.begin &&
                             document.tokens()[at - 1].upper &&
                             document.tokens()[at - 1].size() <= kMaxAbbreviation;
    const bool joint = token.IsMark(',') || token.IsMark('-') || abbreviates;
    // "Trung tâm Kiểm soát bệnh tật (CDC) tỉnh": an abbreviation in a bracket stands beside the
    // name.
    if (token.IsMark('(') && at + 2 < limit && document.tokens()[at + 1].upper &&
        document.tokens()[at + 2].IsMark(')')) {
      at += 2;
      continue;
    }
    // "Phòng Quản lý dự án 2".
    constexpr uint32_t kMaxNumberInName = 2;
    if (token.IsNumber() && !words.empty() && token.size() <= kMaxNumberInName) {
      words.emplace_back(document.Text({at, at + 1}));
      if (auto match = Find(Joined(words))) {
        longest = std::move(match);
        longest->end = at + 1;
      }
      continue;
    }
    if (!token.IsWord() && !joint) break;
    if (joint) continue;
    const std::vector<std::string>& more = WordsOf(document, at);
    // "và" at the end joins the next name.
    if (more.empty()) continue;
    if (words.empty() && !first_words_.contains(more.front())) return std::nullopt;
    words.insert(words.end(), more.begin(), more.end());
    auto match = Find(Joined(words));
    // "Văn phòng Sở", but not "Sở Tài chính, Sở Xây dựng": there the word begins another name.
    // "Văn phòng số hóa hồ sơ": no department either.
    const bool same_name =
        (at == range.begin || document.tokens()[at - 1].IsWord()) && !token.IsWord("số"_w);
    if (!match && same_name) match = Find(Joined(WithoutDepartment(words)));
    if (match) {
      longest = std::move(match);
      longest->end = at + 1;
    }
  }
  return longest;
}

bool UnitMatcher::LooksLikeUnit(const Document& document, TokenRange range) {
  const std::vector<Token>& tokens = document.tokens();
  if (range.empty() || !tokens[range.begin].IsWord()) return false;
  if (document.Text(range).size() > kMaxUnitNameBytes) return false;
  if (UnitNouns().Match(tokens, range.begin, range.end)) return true;
  // A lone abbreviation: "QLKH".
  return range.size() == 1 && tokens[range.begin].upper && tokens[range.begin].size() >= 3;
}

}  // namespace dondoc::registry
