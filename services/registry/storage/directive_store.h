// Directives and their texts in the database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/sql/transaction.h"

#include "dondoc/common/v1/page_token.pb.h"
#include "dondoc/registry/v1/directive.pb.h"
#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::registry {

// `directive.text` is stored apart, beside the draft that was applied, which is kept without it.
absl::Status InsertDirective(sql::Transaction& tx, absl::string_view agency,
                             const v1::Directive& directive, const v1::NoticeDraft& draft);

// The draft that was applied, as the clerk left it; those kept by earlier versions hold only what
// CanonicalDraft leaves. With its text where `with_text`. NOT_FOUND.
absl::StatusOr<v1::NoticeDraft> GetAppliedDraft(sql::Transaction& tx, absl::string_view agency,
                                                absl::string_view directive, bool with_text);

// With its text where `with_text`. NOT_FOUND.
absl::StatusOr<v1::Directive> GetDirective(sql::Transaction& tx, absl::string_view agency,
                                           absl::string_view name, bool with_text);

// The directive of a text, where it was imported; without its text.
absl::StatusOr<std::optional<v1::Directive>> FindByText(sql::Transaction& tx,
                                                        absl::string_view agency,
                                                        absl::string_view text_sha256);

// Its tasks, in the document's order.
absl::StatusOr<std::vector<v1::Task>> TasksOfDirective(sql::Transaction& tx,
                                                       absl::string_view agency,
                                                       absl::string_view directive);

// Newest conference first, without texts.
absl::StatusOr<std::vector<v1::Directive>> PageDirectives(sql::Transaction& tx,
                                                          absl::string_view agency,
                                                          const common::v1::PageToken& token,
                                                          int limit,
                                                          std::vector<common::v1::PageToken>& keys);

}  // namespace dondoc::registry
