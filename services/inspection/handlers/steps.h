// Steps that the verbs of an inspection share: what a rule may know, and how its result is checked
// and stored.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/rpc/unary.h"
#include "services/inspection/domain/context.h"
#include "services/inspection/domain/lifecycle.h"
#include "services/inspection/handlers/environment.h"

#include "dondoc/inspection/v1/entity.pb.h"
#include "dondoc/inspection/v1/inspection.pb.h"

namespace dondoc::inspection {

// Who acts, when and by which calendar. `calendar` keeps alive what `context` refers to.
struct Scene {
  std::shared_ptr<const calendar::Calendar> calendar;
  Context context;
};
absl::StatusOr<Scene> SceneOf(Environment& environment, rpc::WriteCall& call,
                              absl::string_view agency);

// What the store knows about a subject. `facts.entity` refers to `entity`: do not copy.
struct LoadedSubject {
  std::unique_ptr<v1::Entity> entity;
  SubjectFacts facts;
};
absl::StatusOr<LoadedSubject> LoadSubject(sql::Transaction& tx, absl::string_view agency,
                                          const v1::Subject& subject);

// NOT_FOUND where `unit` is given and unknown.
absl::Status RequireUnit(sql::Transaction& tx, absl::string_view agency, const std::string& unit);

// What a verb may have moved, and so what must be looked at again.
enum class Recheck {
  kNothing,
  // Days on site: CheckDays, where they did move.
  kDays,
  // People or subject: CheckTeam.
  kTeam,
};
absl::Status CheckAgain(sql::Transaction& tx, absl::string_view agency, Recheck recheck,
                        const v1::Inspection* before, const v1::Inspection& after);

// Sets or clears the warning of an AD_HOC inspection about a planned visit of the same year.
absl::Status MarkVisited(sql::Transaction& tx, v1::Inspection& inspection);

// Stamps, stores and notes a change.
absl::Status StoreChange(commit::WriteContext& write, absl::string_view agency,
                         const v1::Inspection& before, v1::Inspection& after);

// A verb's whole course: loads by `name`, checks the etag, applies `verb`, checks again, stores.
using VerbFn =
    absl::FunctionRef<absl::StatusOr<v1::Inspection>(const v1::Inspection&, const Context&)>;
absl::Status ChangeInspection(Environment& environment, rpc::WriteCall& call,
                              const std::string& name, absl::string_view etag, Recheck recheck,
                              v1::Inspection& response, VerbFn verb);

}  // namespace dondoc::inspection
