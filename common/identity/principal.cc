#include "common/identity/principal.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/base/error.h"

namespace dondoc::identity {
namespace {

absl::Status SubjectInvalid() {
  // The value itself is not repeated: it may come from an unverified token.
  return Error(absl::StatusCode::kInvalidArgument, "SUBJECT_INVALID",
               {"A subject is \"agencies/{agency}/officers/{officer}\", \"services/{service}\" or "
                "\"operators/{operator}\", where ids are 1 to 63 characters of a-z, 0-9 and '-'.",
                "Tên chủ thể phải có dạng \"agencies/{cơ quan}/officers/{cán bộ}\", "
                "\"services/{dịch vụ}\" hoặc \"operators/{người vận hành}\"; mã gồm 1 đến 63 ký tự "
                "a-z, 0-9 và '-'."});
}

}  // namespace

absl::string_view PrincipalKindName(PrincipalKind kind) {
  switch (kind) {
    case PrincipalKind::kOfficer:
      return "officer";
    case PrincipalKind::kService:
      return "service";
    case PrincipalKind::kOperator:
      return "operator";
  }
  return "";
}

absl::string_view Principal::id() const {
  return absl::string_view(subject).substr(subject.rfind('/') + 1);
}

bool IsResourceId(absl::string_view id) {
  if (id.empty() || id.size() > kMaxIdLength || id.front() == '-' || id.back() == '-') return false;
  return std::all_of(id.begin(), id.end(), [](char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
  });
}

absl::StatusOr<SubjectName> ParseSubject(absl::string_view subject) {
  absl::string_view rest = subject;
  SubjectName name{};
  if (absl::ConsumePrefix(&rest, "agencies/")) {
    const size_t slash = rest.find('/');
    if (slash == absl::string_view::npos) return SubjectInvalid();
    name.kind = PrincipalKind::kOfficer;
    name.agency = rest.substr(0, slash);
    rest.remove_prefix(slash);
    if (!IsResourceId(name.agency) || !absl::ConsumePrefix(&rest, "/officers/")) {
      return SubjectInvalid();
    }
  } else if (absl::ConsumePrefix(&rest, "services/")) {
    name.kind = PrincipalKind::kService;
  } else if (absl::ConsumePrefix(&rest, "operators/")) {
    name.kind = PrincipalKind::kOperator;
  } else {
    return SubjectInvalid();
  }
  if (!IsResourceId(rest)) return SubjectInvalid();
  name.id = rest;
  return name;
}

std::string OfficerSubject(absl::string_view agency, absl::string_view officer) {
  return absl::StrCat("agencies/", agency, "/officers/", officer);
}

}  // namespace dondoc::identity
