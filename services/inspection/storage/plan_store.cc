#include "services/inspection/storage/plan_store.h"

#include "common/rpc/page.h"
#include "services/inspection/domain/limits.h"

namespace dondoc::inspection {

absl::StatusOr<std::optional<v1::Plan>> FindPlan(sql::Transaction& tx, absl::string_view agency,
                                                 int year) {
  return FindBody<v1::Plan>(tx, "SELECT body FROM plans WHERE agency = $1 AND year = $2",
                            {agency, year});
}

absl::Status InsertPlan(sql::Transaction& tx, absl::string_view agency, const v1::Plan& plan) {
  ASSIGN_OR_RETURN(const int64_t inserted,
                   tx.Execute("INSERT INTO plans (agency, year, body) VALUES ($1, $2, $3) "
                              "ON CONFLICT (agency, year) DO NOTHING",
                              {agency, plan.year(), sql::Bytes(plan.SerializeAsString())}));
  return inserted == 0 ? PlanExists(plan.name()) : absl::OkStatus();
}

absl::Status UpdatePlan(sql::Transaction& tx, absl::string_view agency, const v1::Plan& plan) {
  return tx
      .Execute("UPDATE plans SET body = $3 WHERE agency = $1 AND year = $2",
               {agency, plan.year(), sql::Bytes(plan.SerializeAsString())})
      .status();
}

absl::StatusOr<std::vector<v1::Plan>> PagePlans(sql::Transaction& tx, absl::string_view agency,
                                                const common::v1::PageToken& token, int limit,
                                                PageKeys& keys) {
  std::vector<v1::Plan> plans;
  const int64_t before = token.keys().empty() ? kMaxPlanYear + 1 : token.keys(0).number();
  RETURN_IF_ERROR(tx.Query(
      "SELECT body, year FROM plans WHERE agency = $1 AND year < $2 ORDER BY year DESC LIMIT $3",
      {agency, before, limit}, [&](const sql::Row& row) {
        rpc::AddKey(keys.emplace_back(), row.Int(1));
        return ParseBody(row.Bytes(0), plans.emplace_back());
      }));
  return plans;
}

}  // namespace dondoc::inspection
