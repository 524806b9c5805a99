// Runs a test on every engine with a fresh database.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "common/sql/database.h"
#include "common/sql/transaction.h"

namespace dondoc::sql {

class EngineTest : public ::testing::TestWithParam<Engine> {
 protected:
  void SetUp() override;
  void TearDown() override;

  bool is_postgres() const { return GetParam() == Engine::kPostgres; }
  const std::string& url() const { return options_.url; }

  // A new connection; fails the test where that fails.
  std::unique_ptr<Connection> Connect(ConnectionKind kind = ConnectionKind::kWriter);
  static std::unique_ptr<Transaction> Begin(Connection& connection);
  // Runs a script in a transaction of its own.
  void Run(absl::string_view script);

  // The first column of every row, as text.
  static std::vector<std::string> Texts(Transaction& transaction, absl::string_view sql,
                                        Params params = {});
  static int64_t Count(Transaction& transaction, absl::string_view sql, Params params = {});

  Options options_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Connection> writer_;
  std::string directory_;
};

std::string EngineName(const ::testing::TestParamInfo<Engine>& info);

#define DONDOC_ON_EVERY_ENGINE(suite)                                                      \
  INSTANTIATE_TEST_SUITE_P(                                                                \
      Engines, suite,                                                                      \
      ::testing::Values(::dondoc::sql::Engine::kSqlite, ::dondoc::sql::Engine::kPostgres), \
      ::dondoc::sql::EngineName)

// Compares a status's code and reason.
#define EXPECT_ERROR(expression, expected_code, expected_reason)                  \
  do {                                                                            \
    const absl::Status expect_error_status = ::dondoc::sql::StatusOf(expression); \
    EXPECT_EQ(expect_error_status.code(), expected_code) << expect_error_status;  \
    EXPECT_EQ(::dondoc::ReasonOf(expect_error_status), expected_reason);          \
  } while (false)

#define ASSERT_OK(expression)                                                  \
  do {                                                                         \
    const absl::Status assert_ok_status = ::dondoc::sql::StatusOf(expression); \
    ASSERT_TRUE(assert_ok_status.ok()) << assert_ok_status;                    \
  } while (false)

inline absl::Status StatusOf(absl::Status status) { return status; }
inline absl::Status StatusOf(const CommitResult& result) { return result.status; }
template <typename T>
absl::Status StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

}  // namespace dondoc::sql
