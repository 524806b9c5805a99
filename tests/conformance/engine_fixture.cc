#include "tests/conformance/engine_fixture.h"

#include <cstdlib>
#include <filesystem>

#include "absl/strings/str_cat.h"

#include "tests/conformance/postgres_server.h"

namespace dondoc::sql {

std::string EngineName(const ::testing::TestParamInfo<Engine>& info) {
  return info.param == Engine::kSqlite ? "Sqlite" : "Postgres";
}

void EngineTest::SetUp() {
  if (is_postgres()) {
    auto server = dondoc::testing::PostgresServer::StartOrReuse();
    ASSERT_TRUE(server.ok()) << server.status();
    auto url = (*server)->NewDatabase();
    ASSERT_TRUE(url.ok()) << url.status();
    options_.url = *url;
  } else {
    std::string pattern = (std::filesystem::temp_directory_path() / "dondoc-sql-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
    options_.url = absl::StrCat("sqlite:", directory_, "/test.db");
  }
  auto database = OpenDatabase(options_);
  ASSERT_TRUE(database.ok()) << database.status();
  database_ = *std::move(database);
  ASSERT_EQ(database_->engine(), GetParam());
  writer_ = Connect();
  ASSERT_NE(writer_, nullptr);
}

void EngineTest::TearDown() {
  writer_.reset();
  database_.reset();
  if (!directory_.empty()) std::filesystem::remove_all(directory_);
}

std::unique_ptr<Connection> EngineTest::Connect(ConnectionKind kind) {
  auto connection = database_->Connect(kind);
  if (!connection.ok()) {
    ADD_FAILURE() << connection.status();
    std::abort();  // Nothing after this could mean anything.
  }
  return *std::move(connection);
}

std::unique_ptr<Transaction> EngineTest::Begin(Connection& connection) {
  auto transaction = connection.Begin();
  if (!transaction.ok()) {
    ADD_FAILURE() << transaction.status();
    std::abort();
  }
  return *std::move(transaction);
}

void EngineTest::Run(absl::string_view script) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(transaction->ExecuteScript(script));
  ASSERT_OK(transaction->Commit());
}

std::vector<std::string> EngineTest::Texts(Transaction& transaction, absl::string_view sql,
                                           Params params) {
  std::vector<std::string> texts;
  const absl::Status status = transaction.Query(sql, params, [&](const Row& row) {
    texts.emplace_back(row.Text(0));
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return texts;
}

int64_t EngineTest::Count(Transaction& transaction, absl::string_view sql, Params params) {
  const auto count = transaction.QueryInt(sql, params);
  EXPECT_TRUE(count.ok()) << count.status();
  return count.ok() ? count->value_or(-1) : -1;
}

}  // namespace dondoc::sql
