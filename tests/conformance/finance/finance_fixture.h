// Finance on every engine, from its handlers down: an agency with two units and one officer for
// each role, the real commit queue, the access rules of the contracts and a calendar day that a
// test moves. After every test the books must be whole.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "google/protobuf/message.h"

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/calendar/date_proto.h"
#include "common/commit/commit_queue.h"
#include "common/identity/access_table.h"
#include "services/finance/handlers/handlers.h"
#include "tests/conformance/engine_fixture.h"

#include "dondoc/common/v1/feed.pb.h"

namespace dondoc::finance {

inline constexpr char kAgency[] = "agencies/so";
inline constexpr char kUnit[] = "agencies/so/units/qlkh";
inline constexpr char kOtherUnit[] = "agencies/so/units/qlcn";
// The state's money, and anybody else's.
inline constexpr char kSource[] = "agencies/so/fundingSources/snkh";
inline constexpr char kOtherSource[] = "agencies/so/fundingSources/khac";

inline constexpr char kDirector[] = "agencies/so/officers/giam-doc";
inline constexpr char kOffice[] = "agencies/so/officers/van-phong";
inline constexpr char kAccountant[] = "agencies/so/officers/binh";
inline constexpr char kSecondAccountant[] = "agencies/so/officers/chi";
// Director and accountant in one.
inline constexpr char kDeputy[] = "agencies/so/officers/pho-giam-doc";
inline constexpr char kAuditor[] = "agencies/so/officers/kiem-toan";
// Of kUnit and of kOtherUnit.
inline constexpr char kHead[] = "agencies/so/officers/truong-qlkh";
inline constexpr char kOfficer[] = "agencies/so/officers/an";
inline constexpr char kOtherHead[] = "agencies/so/officers/truong-qlcn";
inline constexpr char kOtherOfficer[] = "agencies/so/officers/dung";

inline constexpr auto kPrecondition = absl::StatusCode::kFailedPrecondition;
inline constexpr auto kDenied = absl::StatusCode::kPermissionDenied;
inline constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

inline google::type::Date Date(int year, int month, int day) {
  return calendar::ToDate(absl::CivilDay(year, month, day));
}

// A paper of 03/10/2022.
v1::Document Paper(const std::string& reference);

v1::SourceAmount Amount(const std::string& source, int64_t amount);
v1::PaymentLine Line(const std::string& source, int64_t pay, int64_t settle = 0);

template <typename Request, typename Response>
using WriteHandler = absl::Status (*)(Environment&, WriteCall&, const Request&, Response&);
template <typename Request, typename Response>
using ReadHandler = absl::Status (*)(Environment&, ReadCall&, const Request&, Response&);

// A database with finance's tables and nothing in them.
class FinanceSchemaTest : public sql::EngineTest {
 protected:
  void SetUp() override;
};

class FinanceTest : public FinanceSchemaTest {
 protected:
  void SetUp() override;
  // Also: the chain holds, debits equal credits, and every balance is the sum of its entries.
  void TearDown() override;

  // Makes `day` the business day.
  void GoTo(absl::CivilDay day);
  absl::CivilDay today() const { return business_day_.Today(); }

  // Calls a mutation as its rpc would, with a fresh request id where the request has none.
  template <typename Request, typename Response>
  absl::StatusOr<Response> Do(absl::string_view officer, WriteHandler<Request, Response> handler,
                              Request request) {
    if (request.request_id().empty()) request.set_request_id(ids_.Next());
    Response response;
    const absl::Status status = RunWrite(officer, request, response, [&](WriteCall& call) {
      return handler(environment_, call, request, response);
    });
    if (!status.ok()) return status;
    return response;
  }

  // The same for a read.
  template <typename Request, typename Response>
  absl::StatusOr<Response> Ask(absl::string_view officer, ReadHandler<Request, Response> handler,
                               const Request& request) {
    Response response;
    const absl::Status status = RunRead(officer, request, [&](ReadCall& call) {
      return handler(environment_, call, request, response);
    });
    if (!status.ok()) return status;
    return response;
  }

  // The value, or an empty one and a failure of the test.
  template <typename T>
  static T Must(absl::StatusOr<T> result) {
    EXPECT_TRUE(result.ok()) << result.status();
    return result.ok() ? *std::move(result) : T();
  }

  // ---- What most tests begin with. ----

  v1::FundingSource NewSource(const std::string& id, v1::FundingSource::Kind kind);
  absl::StatusOr<v1::FundingSource> SetEstimate(const std::string& source, int32_t year,
                                                int64_t estimate, int64_t carry_over = 0);
  // Proposed by the accountant; approved by the director.
  v1::Project ProposeProject(const std::string& unit, const std::vector<v1::SourceAmount>& amounts,
                             absl::string_view officer = kAccountant);
  v1::Project NewProject(const std::string& unit, const std::vector<v1::SourceAmount>& amounts);
  // Drafted by the accountant; signed by the director.
  v1::Contract DraftContract(const std::string& project, const std::string& number,
                             const std::vector<v1::SourceAmount>& amounts);
  absl::StatusOr<v1::Contract> Sign(const v1::Contract& draft);
  absl::StatusOr<v1::Project> StartProject(const std::string& project);
  // A source with 1,000 for 2022, a project of 1,000 under way and a signed contract of 800: then
  // project_ and contract_ are their names.
  void MakeContract();

  // ---- The way of a dossier. `contract` empty = contract_. ----

  static v1::ReceiveDossierRequest PaymentRequest(const std::string& contract,
                                                  v1::Dossier::PaymentKind kind,
                                                  const std::vector<v1::PaymentLine>& lines);
  v1::Dossier Received(v1::Dossier::PaymentKind kind, int64_t pay, int64_t settle = 0);
  v1::Dossier ReceivedOfKind(v1::Dossier::Kind kind, int64_t settlement_amount = 0);
  absl::StatusOr<v1::Dossier> Validate(const v1::Dossier& dossier);
  v1::Dossier ValidDossier(v1::Dossier::PaymentKind kind, int64_t pay, int64_t settle = 0);
  absl::StatusOr<v1::Dossier> Approve(const v1::Dossier& dossier);
  v1::Dossier ApprovedDossier(v1::Dossier::PaymentKind kind, int64_t pay, int64_t settle = 0);
  absl::StatusOr<v1::Disbursement> Reserve(const v1::Dossier& dossier);
  absl::StatusOr<v1::Disbursement> Post(const v1::Disbursement& disbursement,
                                        const std::string& voucher);
  absl::StatusOr<v1::Disbursement> Void(const v1::Disbursement& disbursement);
  absl::StatusOr<v1::Disbursement> Reverse(const v1::Disbursement& disbursement);
  v1::Disbursement Pay(v1::Dossier::PaymentKind kind, int64_t pay, int64_t settle,
                       const std::string& voucher);
  absl::StatusOr<v1::Dossier> Conclude(const v1::Dossier& dossier, const std::string& paper);
  absl::StatusOr<v1::Project> Evaluate(v1::Evaluation::Grade grade);
  absl::StatusOr<v1::Journal> Recover(int64_t advance, int64_t expenditure);

  // ---- What there is now. ----

  v1::FundingSource SourceNow(const std::string& name);
  v1::Project ProjectNow(const std::string& name);
  v1::Contract ContractNow(const std::string& name);
  v1::Dossier DossierNow(const std::string& name);
  v1::Disbursement DisbursementNow(const std::string& name);
  v1::FinanceBoard Board(std::optional<absl::CivilDay> as_of = std::nullopt);
  commit::Head HeadNow();
  std::vector<common::v1::Change> Changes();
  void ExpectWholeBooks();

  const absl::Time now_ = absl::FromUnixSeconds(1'664'766'000);  // Monday 03/10/2022.
  FakeClock clock_{now_};
  BusinessDay business_day_{clock_, std::nullopt};
  IdGenerator ids_{clock_};
  Environment environment_;
  std::unique_ptr<commit::CommitQueue> queue_;
  std::string project_;
  std::string contract_;

 private:
  void StorePeople();
  absl::Status RunWrite(absl::string_view officer, const google::protobuf::Message& request,
                        google::protobuf::Message& response,
                        absl::AnyInvocable<absl::Status(WriteCall&)> handler);
  absl::Status RunRead(absl::string_view officer, const google::protobuf::Message& request,
                       absl::FunctionRef<absl::Status(ReadCall&)> handler);

  std::unique_ptr<sql::Connection> reader_;
};

}  // namespace dondoc::finance
