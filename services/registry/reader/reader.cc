#include "services/registry/reader/reader.h"

#include <algorithm>
#include <utility>

#include "common/base/sha256.h"
#include "common/base/status_macros.h"
#include "common/text/normalize.h"
#include "services/registry/reader/body_reader.h"
#include "services/registry/reader/document.h"
#include "services/registry/reader/doubts.h"
#include "services/registry/reader/header_reader.h"
#include "services/registry/reader/paragraphs.h"
#include "services/registry/reader/signature_reader.h"
#include "services/registry/reader/text_source.h"
#include "services/registry/reader/unit_matcher.h"

namespace dondoc::registry {
namespace {

// A name for people: whatever comes is made valid and short.
std::string CleanFileName(absl::string_view file_name) {
  constexpr size_t kMaxBytesPerChar = 4;
  std::string name =
      text::NormalizeLossy(file_name.substr(0, kMaxFileNameChars * kMaxBytesPerChar));
  size_t chars = 0;
  for (size_t i = 0; i < name.size(); ++i) {
    const bool first_byte = (static_cast<unsigned char>(name[i]) & 0xC0) != 0x80;
    if (first_byte && ++chars > kMaxFileNameChars) {
      name.resize(i);
      break;
    }
  }
  return name;
}

// What stands in no line: task tables, page heads and notes.
std::vector<TokenRange> Apart(const Document& document, const std::vector<TaskTable>& tables,
                              const std::vector<TextRange>& asides) {
  std::vector<TokenRange> apart;
  for (const TaskTable& table : tables) apart.push_back(table.tokens);
  for (const TextRange aside : asides) apart.push_back(document.TokensOf(aside));
  std::sort(apart.begin(), apart.end(),
            [](TokenRange a, TokenRange b) { return a.begin < b.begin; });
  return apart;
}

void AddWarnings(const Document& document, const std::vector<DoubtAt>& doubts,
                 v1::NoticeDraft* draft) {
  for (const DoubtAt& doubt : doubts) {
    if (draft->warnings_size() + 1 >= kMaxDocumentWarnings) {
      *draft->add_warnings() = ToWarning(document, {Doubt::kTooManyWarnings, {}});
      return;
    }
    const bool unit = doubt.doubt == Doubt::kUnitUnknown;
    *draft->add_warnings() =
        ToWarning(document, doubt, unit ? document.Line(doubt.range) : std::string());
  }
}

}  // namespace

absl::StatusOr<v1::NoticeDraft> ReadNotice(DocumentText text, absl::string_view file_name,
                                           const ReaderDirectory& directory,
                                           const calendar::Calendar* calendar,
                                           const calendar::Policy& policy) {
  ASSIGN_OR_RETURN(const SourceText source, SourceText::FromText(std::move(text.text)));
  const Document document(source);
  const UnitMatcher matcher(directory);
  const std::vector<TaskTable> tables = FindTaskTables(document, text.tables);
  const Layout layout = FindLayout(document, Apart(document, tables, text.asides));

  v1::NoticeDraft draft;
  draft.set_agency(directory.agency);
  draft.set_file_name(CleanFileName(file_name));
  draft.set_text_sha256(Sha256Hex(source.text()));
  std::vector<DoubtAt> doubts;
  if (source.original().size() <= kMaxDraftTextBytes) {
    draft.set_text(source.original());
  } else {
    doubts.push_back({Doubt::kTextLeftOut, {}});
  }
  if (Document::ReadPart(source.text()).size() < source.text().size())
    doubts.push_back({Doubt::kTextNotReadWhole, {}});
  for (const FormatRemark remark : text.remarks) {
    doubts.push_back({remark == FormatRemark::kLegacyEncoding ? Doubt::kLegacyEncoding
                                                              : Doubt::kPagesWithoutText,
                      {}});
  }
  draft.set_format(std::string(NameOf(text.format)));
  draft.set_reader_version(std::string(kReaderVersion));

  HeaderReading header = ReadHeader(document, layout);
  *draft.mutable_header() = std::move(header.header);
  doubts.insert(doubts.end(), header.doubts.begin(), header.doubts.end());
  const ReadingTools tools{document, matcher, header.document_date, calendar, policy};
  ReadBody(tools, layout, tables, &draft, &doubts);
  // The heading of the tasks tells the scope best; else the opening and the subject do.
  if (layout.title_end < layout.body_begin) {
    const TokenRange opening{layout.lines[layout.title_end].begin,
                             layout.lines[layout.body_begin - 1].end};
    ReadScope(document, TaskPart(document, opening), header.document_date, draft.mutable_header());
  }
  if (layout.title_begin < layout.title_end) {
    const TokenRange title{layout.lines[layout.title_begin].begin,
                           layout.lines[layout.title_end - 1].end};
    ReadScope(document, TaskPart(document, title), header.document_date, draft.mutable_header());
  }
  ReadSignature(document, layout, draft.mutable_header(), &doubts);
  AddWarnings(document, doubts, &draft);
  return draft;
}

}  // namespace dondoc::registry
