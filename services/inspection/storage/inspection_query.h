// ListInspections: from a filter and an order to one portable statement that pages by keyset.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/inspection/storage/rows.h"
#include "services/inspection/storage/statement.h"

#include "dondoc/inspection/v1/inspection.pb.h"

namespace dondoc::inspection {

// A checked ListInspections request.
struct InspectionQuery {
  enum class Order {
    kFirstDay,
    kFirstDayDescending,
    kNumber,
    kNumberDescending,
    kUpdatedDescending
  };
  // Columns of every order.
  static constexpr int kKeys = 2;

  std::vector<Bound> conditions;
  // Words that the inspection must have; their first drives the search.
  std::vector<std::string> words;
  Order order = Order::kFirstDay;
};

// INVALID_ARGUMENT on `filter` or `order_by`, saying what is known.
absl::StatusOr<InspectionQuery> ParseInspectionQuery(absl::string_view agency,
                                                     absl::string_view filter,
                                                     absl::string_view order_by);

// One page, after the keys of `token` where it has some; the keys of each row are added to `keys`.
absl::StatusOr<std::vector<v1::Inspection>> PageInspections(sql::Transaction& tx,
                                                            absl::string_view agency,
                                                            const InspectionQuery& query,
                                                            const common::v1::PageToken& token,
                                                            int limit, PageKeys& keys);

}  // namespace dondoc::inspection
