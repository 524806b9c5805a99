#include "tests/conformance/commit/commit_fixture.h"

#include <cstdio>
#include <cstdlib>
#include <thread>
#include <utility>

#include "common/base/sha256.h"
#include "common/base/status_macros.h"
#include "common/commit/request_log.h"

namespace dondoc::commit {

void CommitTest::SetUp() {
  EngineTest::SetUp();
  ASSERT_OK(sql::Migrate(*writer_, CommitSchema(), clock_.Now()));
  Run("CREATE TABLE notes (agency {{TEXT_C}} NOT NULL, id {{TEXT_C}} NOT NULL, "
      "note {{TEXT_C}} NOT NULL, PRIMARY KEY (agency, id), CHECK (note <> 'forbidden'))");
  writer_.reset();
  queue_ = NewQueue();
  ASSERT_NE(queue_, nullptr);
}

void CommitTest::TearDown() {
  queue_.reset();
  EngineTest::TearDown();
}

std::unique_ptr<CommitQueue> CommitTest::NewQueue(CommitOptions options) {
  if (!options.on_fatal) {
    options.on_fatal = [](const absl::Status& status) { ADD_FAILURE() << status; };
  }
  auto queue = CommitQueue::Create(*database_, clock_, business_day_, ids_, std::move(options));
  if (!queue.ok()) {
    ADD_FAILURE() << queue.status();
    std::abort();
  }
  return *std::move(queue);
}

void CommitTest::Restart() {
  queue_.reset();
  database_.reset();
  auto database = sql::OpenDatabase(options_);
  ASSERT_TRUE(database.ok()) << database.status();
  database_ = *std::move(database);
  queue_ = NewQueue();
}

std::unique_ptr<Mutation> CommitTest::Make(const std::string& agency, Body body, Note* response,
                                           const std::string& request_id) {
  auto mutation = std::make_unique<Mutation>();
  mutation->call.agency = agency;
  mutation->call.method = "test.Notes/Write";
  mutation->call.subject = agency + "/officers/van-a";
  mutation->call.correlation_id = "c-1";
  mutation->call.request_id = request_id;
  mutation->call.request_hash = Sha256("some request");
  mutation->body = std::move(body);
  mutation->response = response;
  mutation->done = [](const absl::StatusOr<Committed>&) {};
  return mutation;
}

absl::Status CommitTest::InsertNote(WriteContext& write, const std::string& text) {
  const std::string id = write.NewId();
  RETURN_IF_ERROR(write.tx()
                      .Execute("INSERT INTO notes (agency, id, note) VALUES ($1, $2, $3)",
                               {write.call().agency, id, text})
                      .status());
  Note after;
  after.set_agency(text);
  write.Record(write.call().agency + "/notes/" + id, nullptr, &after);
  return absl::OkStatus();
}

std::unique_ptr<Mutation> CommitTest::Write(const std::string& agency, const std::string& text,
                                            Note* response, const std::string& request_id) {
  auto mutation = Make(
      agency,
      [text, response](WriteContext& write) -> absl::Status {
        RETURN_IF_ERROR(InsertNote(write, text));
        if (response != nullptr) {
          response->set_agency(text);
          response->set_revision(write.revision());
          response->set_hash(write.Etag());
        }
        return absl::OkStatus();
      },
      response, request_id);
  mutation->call.request_hash = Sha256(text);
  return mutation;
}

int64_t CommitTest::CountOf(absl::string_view sql, sql::Params params) {
  auto connection = Connect(sql::ConnectionKind::kReader);
  return Count(*Begin(*connection), sql, params);
}

int64_t CommitTest::Notes(const std::string& agency) {
  return CountOf("SELECT COUNT(*) FROM notes WHERE agency = $1", {agency});
}

int64_t CommitTest::Answers() { return CountOf("SELECT COUNT(*) FROM request_ids"); }

Head CommitTest::HeadOf(const std::string& agency) {
  auto connection = Connect(sql::ConnectionKind::kReader);
  const auto head = ReadHead(*Begin(*connection), agency);
  EXPECT_TRUE(head.ok()) << head.status();
  return head.value_or(Head());
}

std::vector<common::v1::Change> CommitTest::Changes(const std::string& agency) {
  auto connection = Connect(sql::ConnectionKind::kReader);
  auto changes = ReadChanges(*Begin(*connection), queue_->incarnation(),
                             {.agency = agency, .resource = "", .limit = 1000000});
  EXPECT_TRUE(changes.ok()) << changes.status();
  return changes.ok() ? *std::move(changes) : std::vector<common::v1::Change>();
}

common::v1::VerifyChainResponse CommitTest::Verify(const std::string& agency, int limit,
                                                   const common::v1::Cursor& after) {
  common::v1::VerifyChainRequest request;
  request.set_name(agency);
  if (after.revision() > 0) *request.mutable_after() = after;
  auto connection = Connect(sql::ConnectionKind::kReader);
  auto response = VerifyChain(*Begin(*connection), queue_->incarnation(), request, limit);
  EXPECT_TRUE(response.ok()) << response.status();
  return response.ok() ? *std::move(response) : common::v1::VerifyChainResponse();
}

void CommitTest::ExpectWhole(const std::string& agency) {
  const auto verified = Verify(agency);
  EXPECT_TRUE(verified.complete()) << verified.ShortDebugString();
  EXPECT_FALSE(verified.has_broken()) << verified.ShortDebugString();
  const Head head = HeadOf(agency);
  int64_t revision = 0;
  int32_t ordinal = 0;
  for (const auto& change : Changes(agency)) {
    if (change.cursor().revision() == revision) {
      ASSERT_EQ(change.cursor().ordinal(), ordinal + 1);
    } else {
      ASSERT_EQ(change.cursor().revision(), revision + 1);
      ASSERT_EQ(change.cursor().ordinal(), 1);
    }
    revision = change.cursor().revision();
    ordinal = change.cursor().ordinal();
  }
  EXPECT_EQ(head.revision, revision);
  EXPECT_EQ(head.ordinal, ordinal);
}

void CommitTest::Tamper(absl::string_view sql, sql::Params params) {
  auto connection = Connect();
  auto tx = Begin(*connection);
  const auto rows = tx->Execute(sql, params);
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_GT(*rows, 0) << sql;
  ASSERT_OK(tx->Commit());
}

void InThreads(int count, const std::function<void(int)>& run) {
  std::vector<std::thread> threads;
  threads.reserve(count);
  for (int i = 0; i < count; ++i) threads.emplace_back([&run, i] { run(i); });
  for (auto& thread : threads) thread.join();
}

uint64_t TestSeed(uint64_t fixed) {
  const char* given = std::getenv("DONDOC_TEST_SEED");
  const uint64_t seed = given == nullptr ? fixed : std::strtoull(given, nullptr, 10);
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  return seed;
}

}  // namespace dondoc::commit
