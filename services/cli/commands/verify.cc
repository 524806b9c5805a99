// verify: are the hash chains whole?
#include <vector>

#include "absl/strings/str_cat.h"
#include <google/protobuf/struct.pb.h>

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/context.h"
#include "services/cli/render/output.h"

#include "dondoc/finance/v1/feed.grpc.pb.h"
#include "dondoc/inspection/v1/feed.grpc.pb.h"
#include "dondoc/registry/v1/feed.grpc.pb.h"

namespace dondoc::cli {
namespace {

using common::v1::VerifyChainRequest;
using common::v1::VerifyChainResponse;

struct ChainService {
  const char* name;
  absl::StatusOr<VerifyChainResponse> (*verify)(Context&, const VerifyChainRequest&);
};

template <typename Service>
absl::StatusOr<VerifyChainResponse> VerifyWith(Context& context,
                                               const VerifyChainRequest& request) {
  return context.Call<Service>(&Service::StubInterface::VerifyChain, request);
}

// Every service that keeps a chain; a new one is a line here.
constexpr ChainService kChains[] = {
    {"registry", &VerifyWith<registry::v1::RegistryFeedService>},
    {"finance", &VerifyWith<finance::v1::FinanceFeedService>},
    {"inspection", &VerifyWith<inspection::v1::InspectionFeedService>},
};

struct ChainFinding {
  std::string service;
  int64_t checked = 0;
  int64_t revision = 0;
  absl::Status failure;  // Not OK where the chain could not be read to its end.
  std::string broken;    // Where and how, empty for a whole chain.
};

ChainFinding Check(Context& context, const ChainService& chain, const std::string& agency) {
  ChainFinding finding;
  finding.service = chain.name;
  VerifyChainRequest request;
  request.set_name(agency);
  while (true) {
    auto slice = chain.verify(context, request);
    if (!slice.ok()) {
      finding.failure = slice.status();
      return finding;
    }
    finding.checked += slice->checked();
    finding.revision = slice->head().revision();
    if (slice->has_broken()) {
      const auto& at = slice->broken().at();
      finding.broken =
          absl::StrCat(at.revision(), ".", at.ordinal(), " ", slice->broken().reason());
      return finding;
    }
    // A slice without progress would be asked for again for ever.
    if (slice->complete() || slice->checked() == 0) return finding;
    *request.mutable_after() = slice->head();
  }
}

Cell ResultCell(const ChainFinding& finding, const Lang& lang) {
  if (!finding.failure.ok()) {
    const std::string reason = ReasonOf(finding.failure);
    return Cell(
        absl::StrCat(lang(Text{"not reached: ", "không kiểm được: "}),
                     reason.empty() ? absl::StatusCodeToString(finding.failure.code()) : reason),
        Style::kWarn);
  }
  if (!finding.broken.empty()) {
    return Cell(absl::StrCat(lang(Text{"BROKEN at ", "ĐỨT tại "}), finding.broken), Style::kBad);
  }
  return Cell(lang(Text{"whole", "nguyên vẹn"}), Style::kGood);
}

google::protobuf::Struct ToStruct(const std::vector<ChainFinding>& findings) {
  google::protobuf::Struct json;
  auto& list = *(*json.mutable_fields())["chains"].mutable_list_value();
  for (const ChainFinding& finding : findings) {
    auto& fields = *list.add_values()->mutable_struct_value()->mutable_fields();
    fields["service"].set_string_value(finding.service);
    fields["checked"].set_number_value(static_cast<double>(finding.checked));
    fields["revision"].set_number_value(static_cast<double>(finding.revision));
    fields["broken"].set_string_value(finding.broken);
    fields["failure"].set_string_value(
        finding.failure.ok() ? "" : absl::StatusCodeToString(finding.failure.code()));
  }
  return json;
}

absl::Status Verify(Context& context) {
  ASSIGN_OR_RETURN(const std::string agency, context.Agency());
  std::vector<ChainFinding> findings;
  for (const ChainService& chain : kChains) findings.push_back(Check(context, chain, agency));
  const Lang& lang = context.lang();
  RETURN_IF_ERROR(Print(context, ToStruct(findings), [&] {
    Table table;
    table.columns = {{lang.Word("service")},
                     {lang.Word("checked"), Align::kRight},
                     {lang(Text{"Revision", "Phiên bản"}), Align::kRight},
                     {lang.Word("result"), Align::kLeft, true}};
    for (const ChainFinding& finding : findings) {
      table.rows.push_back({finding.service, absl::StrCat(finding.checked),
                            absl::StrCat(finding.revision), ResultCell(finding, lang)});
    }
    return table;
  }));
  size_t reached = 0;
  for (const ChainFinding& finding : findings) {
    reached += finding.failure.ok();
    if (!finding.broken.empty()) {
      return Error(
                 absl::StatusCode::kDataLoss, "CHAIN_BROKEN",
                 {absl::StrCat("the hash chain of ", finding.service, " is broken at ",
                               finding.broken),
                  absl::StrCat("chuỗi băm của ", finding.service, " bị đứt tại ", finding.broken)})
          .With("service", finding.service);
    }
  }
  // Nothing checked proves nothing.
  return reached > 0 ? absl::OkStatus() : findings.front().failure;
}

}  // namespace

void RegisterVerify(Command& root) {
  root.Add("verify",
           {"check the hash chains of every service", "kiểm tra chuỗi băm của mọi dịch vụ"},
           "verify --as auditor")
      .Run(Verify);
}

}  // namespace dondoc::cli
