#include "services/finance/domain/funding.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "services/finance/domain/errors.h"
#include "services/finance/domain/money.h"
#include "services/finance/domain/names.h"
#include "services/finance/domain/update_mask.h"
#include "services/finance/domain/validate.h"

namespace dondoc::finance {
namespace {

using v1::FundingSource;
using v1::Journal;
using v1::YearEstimate;

// Budget years on record: from before the first system of record to a century beyond it.
constexpr int32_t kMinBudgetYear = 2000;
constexpr int32_t kMaxBudgetYear = 2199;

void ValidateFundingSource(const FundingSource& source, FieldErrors& errors) {
  ValidateText(source.display_name(), 1, kMaxNameChars, "funding_source.display_name", errors);
}

absl::Status ValidateEstimate(const v1::SetYearEstimateRequest& request) {
  FieldErrors errors;
  const YearEstimate& estimate = request.estimate();
  if (estimate.year() < kMinBudgetYear || estimate.year() > kMaxBudgetYear) {
    errors.Add("estimate.year",
               {absl::StrCat("A budget year is ", kMinBudgetYear, " to ", kMaxBudgetYear, "."),
                absl::StrCat("Năm ngân sách từ ", kMinBudgetYear, " đến ", kMaxBudgetYear, ".")});
  }
  ValidateAmountOrZero(estimate.estimate_amount(), "estimate.estimate_amount", errors);
  ValidateAmountOrZero(estimate.carry_over_amount(), "estimate.carry_over_amount", errors);
  ValidateDocument(estimate.has_basis(), estimate.basis(), /*required=*/true,
                   /*date_required=*/true, "estimate.basis", errors);
  return errors.ToStatus();
}

// Applies a journal that takes money out of `year` perhaps; a year that would fall below zero is
// named with what it lacks.
absl::Status ApplyToYear(const Journal& journal, absl::string_view source, int32_t year,
                         int64_t taken, Book& book) {
  const int64_t available = book.Year(source, year).available;
  if (taken > available) return EstimateBelowSpent(source, year, taken - available);
  return book.Apply(journal);
}

}  // namespace

const YearEstimate* FindEstimate(const FundingSource& source, int32_t year) {
  for (const YearEstimate& estimate : source.estimates()) {
    if (estimate.year() == year) return &estimate;
  }
  return nullptr;
}

absl::StatusOr<FundingSource> CreateFundingSource(const v1::CreateFundingSourceRequest& request,
                                                  const Act& act) {
  FieldErrors errors;
  if (!IsId(request.funding_source_id())) {
    errors.Add("funding_source_id", {"An id has 1 to 63 lower-case letters, digits and hyphens.",
                                     "Mã gồm 1 đến 63 chữ thường, chữ số và gạch nối."});
  }
  ValidateFundingSource(request.funding_source(), errors);
  if (request.funding_source().kind() != FundingSource::STATE_BUDGET &&
      request.funding_source().kind() != FundingSource::OTHER) {
    errors.Add("funding_source.kind", {"STATE_BUDGET or OTHER.", "STATE_BUDGET hoặc OTHER."});
  }
  RETURN_IF_ERROR(errors.ToStatus());
  FundingSource source;
  source.set_display_name(request.funding_source().display_name());
  source.set_kind(request.funding_source().kind());
  *source.mutable_create_time() = ToTimestamp(act.now);
  *source.mutable_update_time() = ToTimestamp(act.now);
  return source;
}

absl::StatusOr<FundingSource> UpdateFundingSource(const FundingSource& current,
                                                  const v1::UpdateFundingSourceRequest& request,
                                                  const Act& act) {
  ASSIGN_OR_RETURN(
      const auto fields,
      FieldsToUpdate(request.update_mask(), {"display_name", "closed"}, request.funding_source()));
  FundingSource source = current;
  CopyFields(fields, request.funding_source(), source);
  FieldErrors errors;
  ValidateFundingSource(source, errors);
  RETURN_IF_ERROR(errors.ToStatus());
  *source.mutable_update_time() = ToTimestamp(act.now);
  return source;
}

absl::StatusOr<EstimateChange> SetYearEstimate(const FundingSource& current,
                                               const v1::SetYearEstimateRequest& request,
                                               Book& book, const Act& act) {
  RETURN_IF_ERROR(ValidateEstimate(request));
  const YearEstimate& wanted = request.estimate();
  const int32_t year = wanted.year();
  const YearEstimate* before = FindEstimate(current, year);
  if (before == nullptr && !current.estimates().empty() && year < current.estimates(0).year()) {
    return YearBeforeFirstEstimate(year, current.estimates(0).year());
  }
  if (before == nullptr && !current.estimates().empty()) {
    const int32_t next = current.estimates(current.estimates_size() - 1).year() + 1;
    if (year != next) return YearGap(year, next);
  }
  if (before == nullptr && current.estimates_size() >= kMaxYearEstimates) {
    return InvalidField("estimate.year",
                        {absl::StrCat("At most ", kMaxYearEstimates, " years are kept."),
                         absl::StrCat("Chỉ lưu tối đa ", kMaxYearEstimates, " năm.")});
  }
  const int64_t estimate_delta =
      wanted.estimate_amount() - (before == nullptr ? 0 : before->estimate_amount());
  const int64_t carry_delta =
      wanted.carry_over_amount() - (before == nullptr ? 0 : before->carry_over_amount());
  const bool from_record = FindEstimate(current, year - 1) != nullptr;

  EstimateChange change;
  change.source = current;
  const auto add = [&](Journal journal, int32_t taken_year, int64_t taken) -> absl::Status {
    *journal.mutable_date() = calendar::ToDate(act.today);
    journal.set_actor(act.actor);
    *journal.mutable_basis() = wanted.basis();
    *journal.mutable_create_time() = ToTimestamp(act.now);
    RETURN_IF_ERROR(ApplyToYear(journal, current.name(), taken_year, taken, book));
    change.journals.push_back(std::move(journal));
    return absl::OkStatus();
  };
  // What comes in goes first, so that a shift between estimate and carry-over is no shortage.
  const auto post_estimate = [&]() -> absl::Status {
    if (estimate_delta == 0) return absl::OkStatus();
    return add(EstimateJournal(current.name(), year, estimate_delta), year,
               std::max<int64_t>(0, -estimate_delta));
  };
  const auto post_carry_over = [&]() -> absl::Status {
    if (carry_delta == 0) return absl::OkStatus();
    // Without the year before on record the carry-over is an opening balance.
    Journal journal = from_record ? CarryOverJournal(current.name(), year, carry_delta)
                                  : EstimateJournal(current.name(), year, carry_delta);
    journal.set_kind(Journal::CARRY_OVER);
    if (carry_delta < 0) return add(std::move(journal), year, -carry_delta);
    return add(std::move(journal), year - 1, from_record ? carry_delta : 0);
  };
  if (estimate_delta >= 0) {
    RETURN_IF_ERROR(post_estimate());
    RETURN_IF_ERROR(post_carry_over());
  } else {
    RETURN_IF_ERROR(post_carry_over());
    RETURN_IF_ERROR(post_estimate());
  }

  YearEstimate stored = wanted;
  stored.set_set_by(act.actor);
  *stored.mutable_set_date() = calendar::ToDate(act.today);
  auto& estimates = *change.source.mutable_estimates();
  auto at = std::find_if(estimates.begin(), estimates.end(),
                         [&](const YearEstimate& e) { return e.year() == year; });
  if (at != estimates.end()) {
    *at = std::move(stored);
  } else {
    *estimates.Add() = std::move(stored);
    std::sort(estimates.begin(), estimates.end(),
              [](const YearEstimate& a, const YearEstimate& b) { return a.year() < b.year(); });
  }
  *change.source.mutable_update_time() = ToTimestamp(act.now);
  return change;
}

}  // namespace dondoc::finance
