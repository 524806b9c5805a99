// Directives and the drafts they were made from, on every engine.

#include "services/registry/storage/directive_store.h"

#include "common/rpc/rights.h"
#include "dondoc_schema/registry_storage.h"
#include "tests/conformance/engine_fixture.h"

namespace dondoc::registry {
namespace {

constexpr char kDirectives[] = "agencies/so";
constexpr char kDirective[] = "agencies/so/directives/1";

class DirectiveStoreTest : public sql::EngineTest {
 protected:
  void SetUp() override {
    sql::EngineTest::SetUp();
    const absl::Time now = absl::FromUnixSeconds(1'660'000'000);
    ASSERT_OK(sql::Migrate(*writer_, rpc::RightsSchema(), now));
    ASSERT_OK(sql::Migrate(
        *writer_, {.component = "registry", .migrations = schema::registry_storage()}, now));
  }
};

TEST_P(DirectiveStoreTest, TheDraftComesBackAsTheClerkLeftIt) {
  v1::NoticeDraft draft;
  draft.set_agency(kDirectives);
  draft.set_file_name("thong-bao.docx");
  draft.set_text("Giao Văn phòng\ntổng hợp.");
  draft.set_reader_version("2");
  v1::DraftTask* task = draft.add_tasks();
  task->set_text("tổng hợp");
  task->set_confidence(71);
  task->add_readings()->set_field("lead_unit");
  draft.add_decisions()->set_text("Đồng ý phương án 1");
  v1::Directive directive;
  directive.set_name(kDirective);
  directive.set_text(draft.text());
  directive.set_text_sha256("ab");
  {
    auto tx = Begin(*writer_);
    ASSERT_OK(InsertDirective(*tx, kDirectives, directive, draft));
    ASSERT_OK(tx->Commit());
  }
  auto reader = Connect(sql::ConnectionKind::kReader);
  auto tx = Begin(*reader);
  const auto whole = GetAppliedDraft(*tx, kDirectives, kDirective, /*with_text=*/true);
  ASSERT_TRUE(whole.ok()) << whole.status();
  EXPECT_EQ(whole->SerializeAsString(), draft.SerializeAsString());
  const auto without = GetAppliedDraft(*tx, kDirectives, kDirective, /*with_text=*/false);
  ASSERT_TRUE(without.ok()) << without.status();
  EXPECT_TRUE(without->text().empty());
  EXPECT_EQ(without->tasks_size(), 1);
  // Another agency's name does not open it.
  EXPECT_TRUE(absl::IsNotFound(
      GetAppliedDraft(*tx, "agencies/khac", kDirective, /*with_text=*/true).status()));
}

DONDOC_ON_EVERY_ENGINE(DirectiveStoreTest);

}  // namespace
}  // namespace dondoc::registry
