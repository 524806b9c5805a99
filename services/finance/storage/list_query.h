// The lists of this service: filters over columns, orders by keys, pages by the last row's key.
#pragma once

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "google/protobuf/descriptor.h"

#include "common/rpc/filter.h"
#include "common/sql/transaction.h"
#include "services/finance/storage/rows.h"
#include "services/finance/storage/statement.h"

namespace dondoc::finance {

// A field that a filter may name.
struct FilterField {
  enum class Kind {
    kEnum,      // = !=, names of `values`.
    kName,      // =, a name in `collection`, or its last segment alone.
    kProject,   // =, a project by name, id or office number.
    kContract,  // =, a contract by name or id.
    kDossier,   // =, a dossier by name, id or office number.
    kText,      // =
    kNumber,    // =
    kFlag,      // = true, false
    kDay,       // = < <= > >=
    kOther,     // `special` of ParseListQuery decides.
  };
  absl::string_view name;
  absl::string_view column;
  Kind kind;
  absl::string_view collection = {};
  const google::protobuf::EnumDescriptor* values = nullptr;
};

// An accepted `order_by`.
struct ListOrder {
  absl::string_view text;
  // Two columns, the second unique together with the first.
  absl::string_view first, second;
  bool second_is_text = true;
  bool descending = false;
};

// A list made ready.
struct ListQuery {
  ListOrder order;
  std::vector<Bound> conditions;
};

using SpecialCondition = absl::FunctionRef<absl::StatusOr<Bound>(const rpc::Condition&)>;

// `orders`: the first is also the default (""). INVALID_ARGUMENT on `filter` or `order_by`.
absl::StatusOr<ListQuery> ParseListQuery(absl::string_view agency, absl::string_view filter,
                                         absl::string_view order_by,
                                         absl::Span<const FilterField> fields,
                                         absl::Span<const ListOrder> orders,
                                         SpecialCondition special);
// The same without special conditions.
absl::StatusOr<ListQuery> ParseListQuery(absl::string_view agency, absl::string_view filter,
                                         absl::string_view order_by,
                                         absl::Span<const FilterField> fields,
                                         absl::Span<const ListOrder> orders);

// INVALID_ARGUMENT on `filter`.
absl::Status BadOperator(const rpc::Condition& condition, absl::string_view allowed);
absl::Status BadValue(const rpc::Condition& condition, absl::string_view expected);

// Reads at most `limit` bodies of `table` of `agency` after `token`, and the key of each.
absl::Status PageRows(sql::Transaction& tx, absl::string_view table, absl::string_view agency,
                      const ListQuery& query, const common::v1::PageToken& token, int limit,
                      PageKeys& keys, absl::FunctionRef<absl::Status(absl::string_view)> on_body);

template <typename Resource>
absl::StatusOr<std::vector<Resource>> PageBodies(sql::Transaction& tx, absl::string_view table,
                                                 absl::string_view agency, const ListQuery& query,
                                                 const common::v1::PageToken& token, int limit,
                                                 PageKeys& keys) {
  std::vector<Resource> rows;
  RETURN_IF_ERROR(
      PageRows(tx, table, agency, query, token, limit, keys,
               [&](absl::string_view body) { return ParseBody(body, rows.emplace_back()); }));
  return rows;
}

}  // namespace dondoc::finance
