#include "services/registry/formats/html_survey.h"

#include <algorithm>
#include <string>
#include <utility>

#include "common/base/status_macros.h"
#include "services/registry/formats/html_parser.h"
#include "services/registry/formats/html_tags.h"

namespace dondoc::registry {
namespace {

// A table of tasks that has another in a cell has at least so many columns and rows; one that only
// places tables on the page has fewer.
constexpr int kDataColumns = 3;
constexpr int kDataRows = 4;
// The document's element holds one byte of so many of the page's words, or it is a teaser.
constexpr size_t kDocumentShare = 4;
// Bytes of style that are kept.
constexpr size_t kMaxStyleBytes = size_t{1} << 20;

struct Candidate {
  size_t begin = 0;  // Words of the page before it.
  size_t words = 0;
};

struct SurveyTable {
  size_t number = 0;
  bool holds_table = false;
  int rows = 0, columns = 0, columns_of_row = 0;
};

struct SurveyElement {
  HtmlTag tag = HtmlTag::kInline;
  std::optional<size_t> candidate;
};

class Surveyor : public HtmlEvents {
 public:
  void Start(absl::string_view name, const Attributes& attributes) override {
    SurveyElement element;
    element.tag = HtmlTagOf(name);
    if (MayHoldDocument(name, attributes)) {
      element.candidate = candidates_.size();
      ++open_candidates_;
      candidates_.push_back({words_, 0});
    }
    open_.push_back(element);
    hidden_ += Hides(element.tag);
    if (element.tag == HtmlTag::kTable) {
      if (!tables_.empty()) tables_.back().holds_table = true;
      tables_.push_back({survey_.is_layout.size()});
      survey_.is_layout.push_back(false);
    } else if (tables_.empty()) {
      return;
    } else if (element.tag == HtmlTag::kRow) {
      ++tables_.back().rows;
      tables_.back().columns_of_row = 0;
    } else if (element.tag == HtmlTag::kCell || element.tag == HtmlTag::kHeaderCell) {
      SurveyTable& table = tables_.back();
      table.columns = std::max(table.columns, ++table.columns_of_row);
    }
  }

  void End(absl::string_view /*name*/) override {
    if (open_.empty()) return;
    const SurveyElement element = open_.back();
    open_.pop_back();
    hidden_ -= Hides(element.tag);
    if (element.candidate.has_value()) {
      Candidate& candidate = candidates_[*element.candidate];
      candidate.words = words_ - candidate.begin;
      if (--open_candidates_ == 0) words_in_candidates_ += candidate.words;
    }
    if (element.tag == HtmlTag::kTable && !tables_.empty()) {
      const SurveyTable table = tables_.back();
      tables_.pop_back();
      survey_.is_layout[table.number] =
          table.holds_table && (table.columns < kDataColumns || table.rows < kDataRows);
    }
  }

  void Text(absl::string_view text) override {
    if (hidden_ > 0) return;
    words_ += static_cast<size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return c > ' ' || c < 0; }));
  }

  void StyleText(absl::string_view css) override {
    if (css_.size() < kMaxStyleBytes) css_.append(css.data(), css.size());
  }

  HtmlSurvey Result() && {
    survey_.styles.Add(css_);
    survey_.document = Choose();
    return std::move(survey_);
  }

 private:
  static bool Hides(HtmlTag tag) { return tag == HtmlTag::kHidden || tag == HtmlTag::kStyle; }

  // The candidate with most words, unless others beside it have many too; within it, the innermost
  // that still has most of them, so that a site's lines around the document fall away.
  std::optional<size_t> Choose() const {
    std::optional<size_t> chosen;
    Candidate most;
    for (size_t i = 0; i < candidates_.size(); ++i) {
      if (candidates_[i].words <= most.words) continue;
      most = candidates_[i];
      chosen = i;
    }
    if (!chosen.has_value() || most.words * kDocumentShare < words_ ||
        !IsMost(most.words, words_in_candidates_))
      return std::nullopt;
    for (size_t i = *chosen + 1; i < candidates_.size(); ++i) {
      if (candidates_[i].begin < most.begin + most.words &&
          IsMost(candidates_[i].words, most.words))
        chosen = i;
    }
    return chosen;
  }

  static bool IsMost(size_t words, size_t of) { return words * 3 >= of * 2; }

  HtmlSurvey survey_;
  std::vector<SurveyElement> open_;
  std::vector<SurveyTable> tables_;
  std::vector<Candidate> candidates_;
  std::string css_;
  size_t words_ = 0;
  size_t words_in_candidates_ = 0;
  int open_candidates_ = 0;
  int hidden_ = 0;
};

}  // namespace

absl::StatusOr<HtmlSurvey> SurveyHtml(absl::string_view utf8) {
  Surveyor surveyor;
  RETURN_IF_ERROR(ParseHtml(utf8, surveyor));
  return std::move(surveyor).Result();
}

}  // namespace dondoc::registry
