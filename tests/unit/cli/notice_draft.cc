#include "tests/unit/cli/notice_draft.h"

#include "common/base/sha256.h"
#include "common/text/normalize.h"

namespace dondoc::cli {

using namespace registry::v1;  // NOLINT(google-build-using-namespace): every message is meant.

Span SpanOf(const std::string& text, const std::string& words) {
  Span span;
  span.set_begin(static_cast<int64_t>(text.find(words)));
  span.set_end(span.begin() + static_cast<int64_t>(words.size()));
  return span;
}

namespace {

void Read(const std::string& field, const std::string& words, int confidence,
          const std::string& text, DraftTask* task) {
  FieldReading& reading = *task->add_readings();
  reading.set_field(field);
  *reading.mutable_span() = SpanOf(text, words);
  reading.set_confidence(confidence);
}

}  // namespace

NoticeDraft SampleDraft() {
  NoticeDraft draft;
  draft.set_agency("agencies/so-khcn");
  draft.set_file_name("Thông báo số 12.docx");
  draft.set_format("docx");
  draft.set_reader_version("7");
  draft.set_text(
      "Số: 12/TB-SKHCN\n"
      "Đồng ý phương án 1.\n"
      "2.1. Phòng QLKH:\n"
      "- Thẩm định 04 đề tài với 1,5 tỷ đồng theo Kế hoạch 16/KH-UBND, báo cáo UBND tỉnh trước "
      "ngày "
      "15/5/2024;\n"
      "- Phối hợp <Văn phòng> & các phòng tổng hợp.\n"
      "Nguyễn Văn A\n");
  const std::string& text = draft.text();
  DirectiveHeader& header = *draft.mutable_header();
  header.set_type(DirectiveHeader::NOTICE);
  header.mutable_title()->set_value("Kết luận giao ban");
  header.mutable_reference_no()->set_value("12/TB-SKHCN");
  header.mutable_reference_no()->set_provenance(READ_FROM_TEXT);
  header.mutable_reference_no()->set_confidence(62);
  *header.mutable_reference_no()->mutable_span() = SpanOf(text, "12/TB-SKHCN");
  header.mutable_issue_date()->mutable_value()->set_year(2024);
  header.mutable_issue_date()->mutable_value()->set_month(5);
  header.mutable_issue_date()->mutable_value()->set_day(6);
  header.mutable_issue_date()->set_provenance(INFERRED);
  header.mutable_signer()->set_value("Nguyễn Văn A");
  header.mutable_signer()->set_provenance(READ_FROM_TEXT);

  DraftTask& first = *draft.add_tasks();
  first.set_section("2.1");
  first.set_text(
      "Thẩm định 04 đề tài với 1,5 tỷ đồng theo Kế hoạch 16/KH-UBND, báo cáo UBND tỉnh trước ngày "
      "15/5/2024");
  *first.add_spans() = SpanOf(text, first.text());
  first.set_act(ASSIGNMENT);
  first.set_lead_unit("agencies/so-khcn/units/qlkh");
  first.set_lead_unit_text("Phòng QLKH");
  first.set_addressee("UBND tỉnh");
  first.mutable_quantity()->set_target(4);
  first.mutable_quantity()->set_noun("đề tài");
  first.mutable_deadline()->set_phrase("trước ngày 15/5/2024");
  auto& day = *first.mutable_deadline()->mutable_before_day();
  day.set_year(2024);
  day.set_month(5);
  day.set_day(15);
  *first.mutable_deadline()->mutable_last_day() = day;
  first.mutable_deadline()->mutable_last_day()->set_day(14);
  *first.mutable_deadline_span() = SpanOf(text, "trước ngày 15/5/2024");
  Citation& citation = *first.add_citations();
  citation.set_reference_no("16/KH-UBND");
  citation.set_document_type("Kế hoạch");
  *citation.mutable_span() = SpanOf(text, "16/KH-UBND");
  DraftMoney& money = *first.add_amounts();
  money.set_amount_vnd(1'500'000'000);
  money.set_phrase("1,5 tỷ đồng");
  *money.mutable_span() = SpanOf(text, "1,5 tỷ đồng");
  first.set_confidence(71);
  Read("lead_unit", "Phòng QLKH", 95, text, &first);
  Read("quantity", "04", 90, text, &first);
  Read("addressee", "UBND tỉnh", 64, text, &first);
  Read("deadline", "trước ngày 15/5/2024", 98, text, &first);
  DraftWarning& doubt = *first.add_warnings();
  doubt.set_reason("SEVERAL_ADDRESSEES");
  doubt.set_message("Không rõ báo cáo ai");
  *doubt.mutable_span() = SpanOf(text, "báo cáo UBND tỉnh");

  DraftTask& second = *draft.add_tasks();
  second.set_section("2.1");
  second.set_text("Phối hợp <Văn phòng> & các phòng tổng hợp");
  *second.add_spans() = SpanOf(text, second.text());
  second.set_act(REQUEST);
  second.set_lead_unit_text("Hội Nông dân; tỉnh");
  second.add_cooperating_units("agencies/so-khcn/units/vp");
  second.add_cooperating_units_text("các phòng");
  second.set_product("Báo cáo");
  second.mutable_deadline()->set_standing(true);
  second.set_confidence(90);

  registry::v1::Decision& decision = *draft.add_decisions();
  decision.set_text("Đồng ý phương án 1");
  decision.set_act(AGREEMENT);
  *decision.mutable_span() = SpanOf(text, decision.text());
  ProposedUnit& unit = *draft.add_proposed_units();
  unit.set_display_name("Hội Nông dân");
  unit.set_suggested_id("hoi-nong-dan");
  draft.add_warnings()->set_reason("ISSUE_DATE_INFERRED");
  draft.set_text_sha256(Sha256Hex(*dondoc::text::Normalize(text)));
  return draft;
}

std::vector<Unit> SampleUnits() {
  Unit research;
  research.set_name("agencies/so-khcn/units/qlkh");
  research.set_display_name("Phòng Quản lý Khoa học");
  research.add_aliases("Phòng QLKH");
  Unit office;
  office.set_name("agencies/so-khcn/units/vp");
  office.set_display_name("Văn phòng Sở");
  return {research, office};
}

}  // namespace dondoc::cli
