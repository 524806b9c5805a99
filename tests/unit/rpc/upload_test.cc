// Documents in pieces.
#include <thread>
#include <vector>

#include "tests/unit/rpc/rpc_fixture.h"

namespace dondoc::rpc {
namespace {

using ::absl::StatusCode;

class UploadTest : public RpcTest {
 protected:
  struct Upload {
    std::unique_ptr<grpc::ClientContext> context;
    v1::NoticeDraft draft;
    std::unique_ptr<grpc::ClientWriter<v1::ParseNoticeRequest>> writer;
    bool Header(const std::string& parent) {
      v1::ParseNoticeRequest request;
      request.mutable_header()->set_parent(parent);
      return writer->Write(request);
    }
    bool Chunk(const std::string& bytes) {
      v1::ParseNoticeRequest request;
      request.set_chunk(bytes);
      return writer->Write(request);
    }
    absl::Status Finish() {
      writer->WritesDone();
      return FromGrpcStatus(writer->Finish());
    }
  };
  std::unique_ptr<Upload> Begin(const std::string& token) {
    auto upload = std::make_unique<Upload>();
    upload->context = Context(token);
    upload->writer = directives_->ParseNotice(upload->context.get(), &upload->draft);
    return upload;
  }
};

TEST_F(UploadTest, ArrivesWhole) {
  auto upload = Begin(Token());
  upload->Header(kAgency);
  std::string whole;
  for (int i = 0; i < 3; ++i) {
    const std::string piece(60'000, static_cast<char>('a' + i));
    upload->Chunk(piece);
    whole += piece;
  }
  ASSERT_OK(upload->Finish());
  EXPECT_EQ(upload->draft.text(), whole);
}

TEST_F(UploadTest, TheDoorIsTheSame) {
  auto stranger = Begin("");
  EXPECT_CODE(stranger->Finish(), StatusCode::kUnauthenticated, "TOKEN_MISSING");
  auto service = Begin(Token("services/finance"));
  service->Header(kAgency);
  EXPECT_CODE(service->Finish(), StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED");
  auto elsewhere = Begin(Token());
  elsewhere->Header(kOther);
  EXPECT_CODE(elsewhere->Finish(), StatusCode::kPermissionDenied, "NOT_YOUR_AGENCY");
  SetRights("van-a", {OFFICER});
  auto officer = Begin(Token());
  officer->Header(kAgency);
  EXPECT_CODE(officer->Finish(), StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED");
}

TEST_F(UploadTest, WithoutAHeaderTheFieldIsNamed) {
  auto upload = Begin(Token());
  const absl::Status status = upload->Finish();
  EXPECT_CODE(status, StatusCode::kInvalidArgument, "INVALID_FIELD");
  EXPECT_EQ(BadRequestOf(status).field_violations(0).field(), "header.parent");
}

TEST_F(UploadTest, TooMuchIsRefusedBeforeTheEnd) {
  auto upload = Begin(Token());
  upload->Header(kAgency);
  for (int i = 0; i < 100; ++i) {
    if (!upload->Chunk(std::string(60'000, 'x'))) break;
  }
  EXPECT_CODE(upload->Finish(), StatusCode::kInvalidArgument, "NOTICE_TOO_LARGE");
}

TEST_F(UploadTest, ACallerWhoLeavesCostsNothing) {
  for (int i = 0; i < 3 * kMaxUploads; ++i) {
    auto upload = Begin(Token());
    upload->Header(kAgency);
    if (i % 2 == 0) upload->Chunk("x");
    upload->context->TryCancel();
    EXPECT_EQ(FromGrpcStatus(upload->writer->Finish()).code(), StatusCode::kCancelled);
  }
  // Their places are free again, as soon as the server has noticed.
  absl::Status status;
  for (int i = 0; i < 100; ++i) {
    auto upload = Begin(Token());
    upload->Header(kAgency);
    status = upload->Finish();
    if (status.ok()) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  ASSERT_OK(status);
}

TEST_F(UploadTest, OnlySoManyAtOnce) {
  std::vector<std::unique_ptr<Upload>> open;
  for (int i = 0; i < kMaxUploads; ++i) {
    open.push_back(Begin(Token()));
    open.back()->Header(kAgency);
  }
  // Until all places are taken. One that tries in between may take the place of one that is still
  // on its way, which is then refused: another goes in for it.
  absl::Status status;
  for (int i = 0; i < 100; ++i) {
    auto one_more = Begin(Token());
    one_more->Header(kAgency);
    status = one_more->Finish();
    if (!status.ok()) break;
    open.push_back(Begin(Token()));
    open.back()->Header(kAgency);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_CODE(status, StatusCode::kUnavailable, "OVERLOADED");
  int served = 0;
  for (auto& upload : open) served += upload->Finish().ok() ? 1 : 0;
  EXPECT_GE(served, kMaxUploads);
  auto after = Begin(Token());
  after->Header(kAgency);
  // The last places are given back when gRPC is done with the calls.
  for (int i = 0; i < 100 && core_->TryBeginUpload() == false; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  core_->EndUpload();
}

TEST_F(UploadTest, OnlySoManyBytesAtOnce) {
  // As if other documents filled the room but for a little.
  constexpr int64_t kRoomLeft = 50'000;
  ASSERT_TRUE(core_->TryHoldUpload(kMaxUploadBytesHeld - kRoomLeft));
  auto large = Begin(Token());
  large->Header(kAgency);
  large->Chunk(std::string(60'000, 'x'));
  EXPECT_CODE(large->Finish(), StatusCode::kUnavailable, "OVERLOADED");
  core_->ReleaseUpload(kMaxUploadBytesHeld - kRoomLeft);
  // What the refused one held is given back too, when gRPC is done with the call.
  absl::Status status;
  for (int i = 0; i < 100; ++i) {
    auto again = Begin(Token());
    again->Header(kAgency);
    again->Chunk(std::string(60'000, 'x'));
    status = again->Finish();
    if (status.ok()) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  ASSERT_OK(status);
  for (int i = 0; i < 100 && !core_->TryHoldUpload(kMaxUploadBytesHeld); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  core_->ReleaseUpload(kMaxUploadBytesHeld);
}

}  // namespace
}  // namespace dondoc::rpc
