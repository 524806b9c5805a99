#include "common/identity/token_errors.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/clock.h"
#include "common/base/error.h"

namespace dondoc::identity {
namespace {

constexpr absl::string_view kAgainEn = "Run `dondoc login` and try again.";
constexpr absl::string_view kAgainVi = "Hãy chạy `dondoc login` rồi thử lại.";

Error Unauthenticated(absl::string_view reason, absl::string_view en, absl::string_view vi) {
  return Error(absl::StatusCode::kUnauthenticated, reason, {std::string(en), std::string(vi)});
}

Error LoginAgain(absl::string_view reason, absl::string_view en, absl::string_view vi) {
  return Unauthenticated(reason, absl::StrCat(en, " ", kAgainEn), absl::StrCat(vi, " ", kAgainVi));
}

std::string Rfc3339(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone());
}

std::string VietnamTime(absl::Time time) {
  return absl::FormatTime("%H:%M %d/%m/%Y", time, VietnamTimeZone());
}

}  // namespace

absl::Status TokenMissing() {
  return LoginAgain("TOKEN_MISSING", "You are not signed in.", "Bạn chưa đăng nhập.");
}

absl::Status TokenRepeated() {
  return Unauthenticated("TOKEN_REPEATED", "The call has more than one authorization header.",
                         "Lời gọi có nhiều hơn một tiêu đề authorization.");
}

absl::Status TokenMalformed(absl::string_view en, absl::string_view vi) {
  return LoginAgain("TOKEN_MALFORMED", absl::StrCat("The token cannot be read: ", en, "."),
                    absl::StrCat("Không đọc được thẻ đăng nhập: ", vi, "."));
}

absl::Status TokenIssuerUnknown() {
  return Unauthenticated(
      "TOKEN_ISSUER_UNKNOWN",
      "This installation does not trust the issuer of the token. Run `dondoc login` against this "
      "installation, or ask its operator to add the issuer's key set.",
      "Hệ thống này không tin nơi cấp thẻ đăng nhập. Hãy chạy `dondoc login` với đúng hệ thống, "
      "hoặc đề nghị người vận hành thêm bộ khóa của nơi cấp.");
}

absl::Status TokenKeyUnknown() {
  return LoginAgain("TOKEN_KEY_UNKNOWN",
                    "The key that signed the token is not, or no longer, trusted.",
                    "Khóa ký thẻ đăng nhập không còn hoặc chưa được tin cậy.");
}

absl::Status TokenAlgorithmMismatch() {
  return LoginAgain("TOKEN_ALGORITHM_MISMATCH",
                    "The token names an algorithm that does not belong to its key.",
                    "Thẻ đăng nhập ghi thuật toán không thuộc về khóa của nó.");
}

absl::Status TokenBadSignature() {
  return LoginAgain("TOKEN_BAD_SIGNATURE", "The signature of the token does not hold.",
                    "Chữ ký của thẻ đăng nhập không đúng.");
}

absl::Status TokenAudienceMismatch(absl::string_view expected) {
  return LoginAgain(
             "TOKEN_AUDIENCE_MISMATCH",
             absl::StrCat("The token was issued for another system, not for \"", expected, "\"."),
             absl::StrCat("Thẻ đăng nhập được cấp cho hệ thống khác, không phải \"", expected,
                          "\"."))
      .With("audience", expected);
}

absl::Status TokenExpired(absl::Time expired_at) {
  return LoginAgain("TOKEN_EXPIRED",
                    absl::StrCat("Your session ended at ", Rfc3339(expired_at), "."),
                    absl::StrCat("Phiên đăng nhập đã hết hạn lúc ", VietnamTime(expired_at), "."))
      .With("expired_at", Rfc3339(expired_at));
}

absl::Status TokenNotYetValid(absl::Time valid_from) {
  return Unauthenticated(
             "TOKEN_NOT_YET_VALID",
             absl::StrCat("The token is valid from ", Rfc3339(valid_from),
                          " only. Check that this machine's clock and the issuer's agree, then run "
                          "`dondoc login` and try again."),
             absl::StrCat("Thẻ đăng nhập chỉ có hiệu lực từ ", VietnamTime(valid_from),
                          ". Hãy kiểm tra đồng hồ của máy này và của nơi cấp, rồi chạy `dondoc "
                          "login` và thử lại."))
      .With("valid_from", Rfc3339(valid_from));
}

absl::Status TokenLifetimeExcessive() {
  return Unauthenticated(
      "TOKEN_LIFETIME_EXCESSIVE",
      "The token is valid for more than 24 hours. Run `dondoc login`, or ask the operator of the "
      "issuer to shorten its tokens.",
      "Thẻ đăng nhập có thời hạn quá 24 giờ. Hãy chạy `dondoc login`, hoặc đề nghị người vận hành "
      "nơi cấp rút ngắn thời hạn thẻ.");
}

absl::Status TokenSubjectInvalid() {
  return Unauthenticated(
      "TOKEN_SUBJECT_INVALID",
      "The token does not name an officer, service or operator of this installation. Run `dondoc "
      "login --as OFFICER`, or ask the operator to check the key set's subject template.",
      "Thẻ đăng nhập không ghi cán bộ, dịch vụ hay người vận hành của hệ thống này. Hãy chạy "
      "`dondoc login --as CÁN_BỘ`, hoặc đề nghị người vận hành kiểm tra mẫu chủ thể của bộ khóa.");
}

absl::Status TokenKindNotAllowed(absl::string_view kind) {
  return Unauthenticated(
             "TOKEN_KIND_NOT_ALLOWED",
             absl::StrCat("The issuer of the token may not vouch for a principal of "
                          "kind ",
                          kind,
                          ". Run `dondoc login` with the issuer that may, or ask the "
                          "operator to check the key set's kinds."),
             absl::StrCat("Nơi cấp thẻ đăng nhập không được chứng thực chủ thể loại ", kind,
                          ". Hãy chạy `dondoc login` với nơi cấp phù hợp, hoặc đề nghị "
                          "người vận hành kiểm tra loại chủ thể của bộ khóa."))
      .With("kind", kind);
}

}  // namespace dondoc::identity
