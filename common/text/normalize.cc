#include "common/text/normalize.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "common/base/status_macros.h"
#include "common/text/unicode.h"

namespace dondoc::text {
namespace {

using internal::CheckIcu;
using internal::IsInvisible;
using internal::IsOddLineBreak;
using internal::IsOddSpace;
using internal::NextCodePoint;
using internal::Nfc;
using internal::Nfd;

// From how many code points between two normalisation boundaries on we sort the marks ourselves.
// ICU inserts each mark by walking back over the others, which is quadratic for a hostile run of a
// million marks; honest text has three at most, and UAX #15 calls 30 "stream-safe".
constexpr int32_t kLongSegment = 32;

absl::Status InvalidUtf8(size_t offset) {
  return Error(absl::StatusCode::kInvalidArgument, "INVALID_UTF8",
               {absl::StrCat("the text is not valid UTF-8 at byte ", offset),
                absl::StrCat("văn bản không phải UTF-8 hợp lệ tại byte ", offset)})
      .With("offset", absl::StrCat(offset));
}

absl::Status TooLarge(size_t size) {
  return Error(absl::StatusCode::kInvalidArgument, "TEXT_TOO_LARGE",
               {absl::StrCat("the text has ", size, " bytes, more than ", kMaxNormalizeBytes),
                absl::StrCat("văn bản dài ", size, " byte, quá ", kMaxNormalizeBytes)})
      .With("size_bytes", absl::StrCat(size))
      .With("max_bytes", absl::StrCat(kMaxNormalizeBytes));
}

// Latin up to U+02FF and the Vietnamese letters: each begins a segment and is its own NFC.
bool IsPlainLetter(UChar32 c) { return c < 0x300 || (c >= 0x1EA0 && c <= 0x1EF9); }

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

// `segment` decomposed, each run of marks in canonical order.
icu::UnicodeString Ordered(const icu::UnicodeString& segment) {
  std::vector<std::pair<uint8_t, UChar32>> marks;
  icu::UnicodeString decomposed, ordered;
  const auto flush = [&] {
    std::stable_sort(marks.begin(), marks.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [combining_class, c] : marks) ordered.append(c);
    marks.clear();
  };
  for (int32_t i = 0; i < segment.length(); i = segment.moveIndex32(i, 1)) {
    const UChar32 c = segment.char32At(i);
    if (!Nfd().getDecomposition(c, decomposed)) decomposed.setTo(c);
    for (int32_t j = 0; j < decomposed.length(); j = decomposed.moveIndex32(j, 1)) {
      const UChar32 part = decomposed.char32At(j);
      const uint8_t combining_class = Nfd().getCombiningClass(part);
      if (combining_class == 0) {
        flush();
        ordered.append(part);
      } else {
        marks.emplace_back(combining_class, part);
      }
    }
  }
  flush();
  return ordered;
}

}  // namespace

// One pass over the original. A segment is what lies between two normalisation boundaries: a letter
// with its marks. Segments normalise independently, so each is written out when the next begins.
class TextNormalizer {
 public:
  // `runs` may be null when nobody asks for the map.
  TextNormalizer(absl::string_view original, std::string& out,
                 std::vector<NormalizedText::Run>* runs)
      : original_(original), out_(out), runs_(runs) {}

  absl::Status Run() {
    if (original_.size() > kMaxNormalizeBytes) return TooLarge(original_.size());
    out_.reserve(original_.size());
    for (size_t at = 0; at < original_.size();) {
      at = CopyPlainAscii(at);
      if (at == original_.size()) break;
      const size_t begin = at;
      const UChar32 c = NextCodePoint(original_, &at);
      if (c < 0) return InvalidUtf8(begin);
      if (c == '\n' || IsOddLineBreak(c)) {
        if (c == '\r' && at < original_.size() && original_[at] == '\n') ++at;
        EndLine(begin, at, c == '\n');
      } else if (!IsInvisible(c)) {
        const bool odd = IsOddSpace(c);
        Add(odd ? ' ' : c, begin, at, !odd);
      }
    }
    FlushSegment();
    Trim();
    if (runs_ != nullptr) {
      NoteRemoved(original_.size());
      // One run that begins at both beginnings and spans everything says nothing.
      if (runs_->size() == 1 && !runs_->front().atomic) runs_->clear();
      runs_->shrink_to_fit();
    }
    return absl::OkStatus();
  }

 private:
  static bool IsPlainAscii(char c) { return (c >= ' ' && c < 0x7f) || c == '\t'; }

  // Copies characters that need no thought: ASCII ones followed by another ASCII one, which cannot
  // be a mark to compose with.
  size_t CopyPlainAscii(size_t at) {
    size_t end = at;
    while (end < original_.size() && IsPlainAscii(original_[end])) ++end;
    if (end < original_.size() && end > at && static_cast<uint8_t>(original_[end]) >= 0x80) --end;
    if (end == at) return at;
    FlushSegment();
    CopyIdentity(at, end);
    return end;
  }

  void Add(UChar32 c, size_t begin, size_t end, bool same) {
    if (segment_count_ > 0 && (IsPlainLetter(c) || Nfc().hasBoundaryBefore(c))) FlushSegment();
    if (segment_count_ == 0) {
      segment_begin_ = begin;
      segment_first_ = c;
      segment_same_ = same;
    } else {
      if (segment_count_ == 1) segment_.setTo(segment_first_);
      segment_.append(c);
      segment_same_ = segment_same_ && same && begin == segment_end_;
    }
    segment_end_ = end;
    ++segment_count_;
  }

  void FlushSegment() {
    const int32_t count = std::exchange(segment_count_, 0);
    if (count == 0) return;
    if (count == 1) {
      if (IsPlainLetter(segment_first_) ||
          u_getIntPropertyValue(segment_first_, UCHAR_NFC_QUICK_CHECK) == UNORM_YES) {
        if (segment_same_) return CopyIdentity(segment_begin_, segment_end_);
        std::string letter;
        internal::AppendUtf8(segment_first_, &letter);
        return CopyAtomic(segment_begin_, segment_end_, letter);
      }
      segment_.setTo(segment_first_);
    }
    if (count > kLongSegment) segment_ = Ordered(segment_);
    UErrorCode code = U_ZERO_ERROR;
    Nfc().normalize(segment_, composed_, code);
    CheckIcu(code, "Normalizer2::normalize");
    std::string utf8;
    composed_.toUTF8String(utf8);
    if (segment_same_ && utf8 == original_.substr(segment_begin_, segment_end_ - segment_begin_)) {
      return CopyIdentity(segment_begin_, segment_end_);
    }
    CopyAtomic(segment_begin_, segment_end_, utf8);
  }

  void EndLine(size_t begin, size_t end, bool same) {
    FlushSegment();
    Trim();
    if (same) {
      CopyIdentity(begin, end);
    } else {
      CopyAtomic(begin, end, "\n");
    }
  }

  // Removes blanks at the end of what was written. Each byte is removed once at most.
  void Trim() {
    size_t size = out_.size();
    while (size > 0 && IsBlank(out_[size - 1])) --size;
    if (size == out_.size()) return;
    out_.resize(size);
    if (runs_ == nullptr) return;
    size_t original_begin = copied_;
    while (!runs_->empty() && runs_->back().text_begin >= size) {
      original_begin = runs_->back().original_begin;
      runs_->pop_back();
    }
    // Where the blanks were the tail of a longer copied run, they begin inside it. A blank is never
    // part of an atomic group, which ends in a mark.
    if (!runs_->empty() && !runs_->back().atomic) {
      original_begin = runs_->back().original_begin + (size - runs_->back().text_begin);
    }
    Push(original_begin, true);
  }

  void CopyIdentity(size_t begin, size_t end) {
    if (runs_ != nullptr) {
      NoteRemoved(begin);
      if (runs_->empty() || runs_->back().atomic) Push(begin, false);
    }
    out_.append(original_.data() + begin, end - begin);
    copied_ = end;
  }

  void CopyAtomic(size_t begin, size_t end, absl::string_view text) {
    if (runs_ != nullptr) {
      NoteRemoved(begin);
      Push(begin, true);
    }
    out_.append(text.data(), text.size());
    copied_ = end;
  }

  // Accounts for originals in [copied_, begin), which left nothing in the text.
  void NoteRemoved(size_t begin) {
    if (begin > copied_) Push(copied_, true);
    copied_ = begin;
  }

  void Push(size_t original_begin, bool atomic) {
    runs_->push_back({static_cast<uint32_t>(out_.size()), static_cast<uint32_t>(original_begin),
                      static_cast<uint32_t>(atomic)});
  }

  const absl::string_view original_;
  std::string& out_;
  std::vector<NormalizedText::Run>* const runs_;
  size_t copied_ = 0;  // Originals before this are accounted for in out_ and runs_.

  int32_t segment_count_ = 0;  // Code points; the first is kept apart, most segments have no other.
  UChar32 segment_first_ = 0;
  icu::UnicodeString segment_, composed_;
  size_t segment_begin_ = 0, segment_end_ = 0;
  bool segment_same_ = false;  // The segment is the original's bytes, nothing mapped or removed.
};

absl::StatusOr<std::string> Normalize(absl::string_view utf8) {
  std::string out;
  RETURN_IF_ERROR(TextNormalizer(utf8, out, nullptr).Run());
  return out;
}

std::string NormalizeLossy(absl::string_view utf8) {
  size_t size = std::min(utf8.size(), kMaxNormalizeBytes);
  // Not inside a character: back over continuation bytes.
  while (size < utf8.size() && size > 0 && (static_cast<uint8_t>(utf8[size]) & 0xC0) == 0x80) {
    --size;
  }
  utf8 = utf8.substr(0, size);
  std::string out;
  if (TextNormalizer(utf8, out, nullptr).Run().ok()) return out;
  // U+FFFD is longer than a lone bad byte: what grew over the limit is cut.
  std::string mended;
  for (size_t i = 0; i < utf8.size() && mended.size() + 4 <= kMaxNormalizeBytes;) {
    const UChar32 c = NextCodePoint(utf8, &i);
    internal::AppendUtf8(c < 0 ? internal::kReplacement : static_cast<char32_t>(c), &mended);
  }
  out.clear();
  const absl::Status status = TextNormalizer(mended, out, nullptr).Run();
  return status.ok() ? out : std::string();
}

absl::StatusOr<NormalizedText> NormalizedText::From(absl::string_view original) {
  NormalizedText result;
  result.original_size_ = original.size();
  RETURN_IF_ERROR(TextNormalizer(original, result.text_, &result.runs_).Run());
  return result;
}

size_t NormalizedText::RunAt(size_t offset) const {
  const auto after =
      std::upper_bound(runs_.begin(), runs_.end(), offset,
                       [](size_t wanted, const Run& run) { return wanted < run.text_begin; });
  return static_cast<size_t>(after - runs_.begin()) - 1;
}

size_t NormalizedText::OriginalOffset(size_t offset) const {
  if (offset >= text_.size()) return original_size_;
  if (runs_.empty()) return offset;
  const Run& run = runs_[RunAt(offset)];
  return run.atomic ? run.original_begin : run.original_begin + (offset - run.text_begin);
}

// The end of what became the byte at `offset`.
size_t NormalizedText::OriginalEnd(size_t offset) const {
  if (runs_.empty()) return offset + 1;
  const size_t index = RunAt(offset);
  const Run& run = runs_[index];
  if (!run.atomic) return run.original_begin + (offset - run.text_begin) + 1;
  return index + 1 < runs_.size() ? runs_[index + 1].original_begin : original_size_;
}

Span NormalizedText::OriginalSpan(size_t begin, size_t end) const {
  end = std::min(end, text_.size());
  const size_t original_begin = OriginalOffset(begin);
  if (begin >= end) return {original_begin, original_begin};
  return {original_begin, OriginalEnd(end - 1)};
}

bool IsValidUtf8(absl::string_view text) {
  for (size_t i = 0; i < text.size();) {
    if (NextCodePoint(text, &i) < 0) return false;
  }
  return true;
}

size_t CountCodePoints(absl::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size(); ++count) NextCodePoint(text, &i);
  return count;
}

bool IsControlFree(absl::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const UChar32 c = NextCodePoint(text, &i);
    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 ||
        (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) {
      return false;  // Negative for an ill-formed sequence.
    }
  }
  return true;
}

bool ValidatePersonText(absl::string_view field, absl::string_view text, size_t max_chars,
                        FieldErrors& errors) {
  const auto bad = [&](std::string en, std::string vi) {
    errors.Add(field, {std::move(en), std::move(vi)});
    return false;
  };
  if (text.empty()) return true;
  const absl::StatusOr<std::string> normalized = Normalize(text);
  if (!normalized.ok()) {
    return ReasonOf(normalized.status()) == "TEXT_TOO_LARGE"
               ? bad("is too long", "quá dài")
               : bad("is not valid UTF-8", "không phải UTF-8 hợp lệ");
  }
  if (!IsControlFree(text)) {
    return bad("contains control characters or line breaks",
               "chứa ký tự điều khiển hoặc xuống dòng");
  }
  if (normalized->find_first_not_of(' ') == std::string::npos) {
    return bad("is blank", "chỉ có khoảng trắng");
  }
  const size_t length = CountCodePoints(*normalized);
  if (length > max_chars) {
    return bad(absl::StrCat("has ", length, " characters, at most ", max_chars, " are allowed"),
               absl::StrCat("dài ", length, " ký tự, tối đa ", max_chars));
  }
  return true;
}

}  // namespace dondoc::text
