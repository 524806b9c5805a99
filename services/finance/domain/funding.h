// Funding sources: what each verb of FundingService makes of a stored source. Names and etags are
// the caller's; every function returns the new source or the error to answer with.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "services/finance/domain/act.h"
#include "services/finance/domain/ledger.h"

#include "dondoc/finance/v1/funding.pb.h"
#include "dondoc/finance/v1/ledger.pb.h"

namespace dondoc::finance {

// INVALID_ARGUMENT, reason INVALID_FIELD, for bad fields, the id included.
absl::StatusOr<v1::FundingSource> CreateFundingSource(const v1::CreateFundingSourceRequest& request,
                                                      const Act& act);

// INVALID_ARGUMENT, reason INVALID_FIELD.
absl::StatusOr<v1::FundingSource> UpdateFundingSource(const v1::FundingSource& current,
                                                      const v1::UpdateFundingSourceRequest& request,
                                                      const Act& act);

// A year's estimate as set: the source, and the journals that post the differences (none where
// nothing changed), applied to the book.
struct EstimateChange {
  v1::FundingSource source;
  std::vector<v1::Journal> journals;
};

// `book` holds the TREASURY and APPROPRIATION accounts of the year and of the year before; on
// success the journals are applied to it, on error it may hold part of them and must be dropped.
// INVALID_ARGUMENT INVALID_FIELD; FAILED_PRECONDITION YEAR_BEFORE_FIRST_ESTIMATE, YEAR_GAP (years
// are recorded without gaps, so that every carry-over has a year to come from),
// ESTIMATE_BELOW_SPENT; OUT_OF_RANGE AMOUNT_OVERFLOW.
absl::StatusOr<EstimateChange> SetYearEstimate(const v1::FundingSource& current,
                                               const v1::SetYearEstimateRequest& request,
                                               Book& book, const Act& act);

// The year's estimate on record, null where there is none.
const v1::YearEstimate* FindEstimate(const v1::FundingSource& source, int32_t year);

}  // namespace dondoc::finance
