// What the commands of inspection share: how its resources are found and shown.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "google/type/date.pb.h"
#include <google/protobuf/repeated_field.h>

#include "services/cli/command.h"
#include "services/cli/context.h"
#include "services/cli/render/table.h"
#include "services/cli/verbs.h"

#include "dondoc/inspection/v1/inspection.grpc.pb.h"
#include "dondoc/inspection/v1/inspection_resource.pb.h"

namespace dondoc::cli {

using InspectionVerbs = Verbs<inspection::v1::InspectionService, inspection::v1::Inspection>;

// The inspection that `text` names: an office number, an id or a resource name.
absl::StatusOr<inspection::v1::Inspection> GetInspection(Context& context, const std::string& text);

// The resource name of the entity that `text` names: an id, a resource name or a tax code, which is
// looked for. NOT_FOUND (ENTITY_NOT_FOUND) for a tax code that the agency does not know.
absl::StatusOr<std::string> EntityName(Context& context, const std::string& flag,
                                       const std::string& text);

// Inspection's business day, which days left are counted from; absent where it cannot be had,
// because a wrong count is worse than none.
std::optional<google::type::Date> InspectionDay(Context& context);

// Who is inspected, and the days on site; "" where not known yet.
std::string SubjectText(Context& context, const inspection::v1::Subject& subject);
std::string SpanOnSite(const inspection::v1::Inspection& inspection, const Lang& lang);

absl::Status PrintInspection(Context& context, const inspection::v1::Inspection& inspection);

// Doubts a person should see; prints nothing where there are none.
void PrintWarnings(
    Context& context,
    const google::protobuf::RepeatedPtrField<inspection::v1::InspectionWarning>& all);

// Who is inspected, from flags.
struct SubjectFlags {
  std::string entity;
  std::vector<std::string> units;

  void AddTo(Command& command);
  bool given() const { return !entity.empty() || !units.empty(); }
  absl::StatusOr<inspection::v1::Subject> ToSubject(Context& context) const;
};

// Who inspects, from flags.
struct TeamFlags {
  std::string leader;
  std::vector<std::string> deputies;
  std::vector<std::string> members;

  void AddTo(Command& command, Need leader_needed);
  bool given() const { return !leader.empty() || !deputies.empty() || !members.empty(); }
  absl::StatusOr<inspection::v1::Team> ToTeam(Context& context) const;
};

// Adds list.
void RegisterInspectionList(Command& inspection);
// Adds create, update, schedule, team and propose.
void RegisterInspectionPlanning(Command& inspection, const InspectionVerbs& verbs);
// Adds the steps from the decision to the end.
void RegisterInspectionSteps(const InspectionVerbs& verbs);

}  // namespace dondoc::cli
