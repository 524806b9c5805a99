#include <memory>

#include "common/rpc/unary.h"
#include "services/finance/handlers/handlers.h"
#include "services/finance/service_parts.h"

#include "dondoc/finance/v1/board.grpc.pb.h"
#include "dondoc/finance/v1/disbursement.grpc.pb.h"
#include "dondoc/finance/v1/dossier.grpc.pb.h"
#include "dondoc/finance/v1/ledger.grpc.pb.h"

namespace dondoc::finance {
namespace {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

class DossierImpl final : public v1::DossierService::CallbackService, Base {
 public:
  explicit DossierImpl(const Base& base) : Base(base) {}

  ServerUnaryReactor* ReceiveDossier(CallbackServerContext* context,
                                     const v1::ReceiveDossierRequest* request,
                                     v1::Dossier* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.DossierService/ReceiveDossier",
        {"parent", request->parent()}, request, response,
        [this](WriteCall& call, const v1::ReceiveDossierRequest& in, v1::Dossier& out) {
          return finance::ReceiveDossier(environment, call, in, out);
        });
  }
  ServerUnaryReactor* GetDossier(CallbackServerContext* context,
                                 const v1::GetDossierRequest* request,
                                 v1::Dossier* response) override {
    return rpc::Read(core, context, "/dondoc.finance.v1.DossierService/GetDossier",
                     {"name", request->name()}, request, response,
                     [this](ReadCall& call, const v1::GetDossierRequest& in, v1::Dossier& out) {
                       return finance::GetDossier(environment, call, in, out);
                     });
  }
  ServerUnaryReactor* ListDossiers(CallbackServerContext* context,
                                   const v1::ListDossiersRequest* request,
                                   v1::ListDossiersResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.finance.v1.DossierService/ListDossiers",
        {"parent", request->parent()}, request, response,
        [this](ReadCall& call, const v1::ListDossiersRequest& in, v1::ListDossiersResponse& out) {
          return finance::ListDossiers(environment, call, in, out);
        });
  }
  ServerUnaryReactor* UpdateDossier(CallbackServerContext* context,
                                    const v1::UpdateDossierRequest* request,
                                    v1::Dossier* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.DossierService/UpdateDossier",
        {"dossier.name", request->dossier().name()}, request, response,
        [this](WriteCall& call, const v1::UpdateDossierRequest& in, v1::Dossier& out) {
          return finance::UpdateDossier(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ReturnDossier(CallbackServerContext* context,
                                    const v1::ReturnDossierRequest* request,
                                    v1::Dossier* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.DossierService/ReturnDossier", {"name", request->name()},
        request, response,
        [this](WriteCall& call, const v1::ReturnDossierRequest& in, v1::Dossier& out) {
          return finance::ReturnDossier(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ResubmitDossier(CallbackServerContext* context,
                                      const v1::ResubmitDossierRequest* request,
                                      v1::Dossier* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.DossierService/ResubmitDossier",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::ResubmitDossierRequest& in, v1::Dossier& out) {
          return finance::ResubmitDossier(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ValidateDossier(CallbackServerContext* context,
                                      const v1::ValidateDossierRequest* request,
                                      v1::Dossier* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.DossierService/ValidateDossier",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::ValidateDossierRequest& in, v1::Dossier& out) {
          return finance::ValidateDossier(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ApproveDossier(CallbackServerContext* context,
                                     const v1::ApproveDossierRequest* request,
                                     v1::Dossier* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.DossierService/ApproveDossier",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::ApproveDossierRequest& in, v1::Dossier& out) {
          return finance::ApproveDossier(environment, call, in, out);
        });
  }
  ServerUnaryReactor* RejectDossier(CallbackServerContext* context,
                                    const v1::RejectDossierRequest* request,
                                    v1::Dossier* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.DossierService/RejectDossier", {"name", request->name()},
        request, response,
        [this](WriteCall& call, const v1::RejectDossierRequest& in, v1::Dossier& out) {
          return finance::RejectDossier(environment, call, in, out);
        });
  }
  ServerUnaryReactor* WithdrawDossier(CallbackServerContext* context,
                                      const v1::WithdrawDossierRequest* request,
                                      v1::Dossier* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.DossierService/WithdrawDossier",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::WithdrawDossierRequest& in, v1::Dossier& out) {
          return finance::WithdrawDossier(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ConcludeDossier(CallbackServerContext* context,
                                      const v1::ConcludeDossierRequest* request,
                                      v1::Dossier* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.DossierService/ConcludeDossier",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::ConcludeDossierRequest& in, v1::Dossier& out) {
          return finance::ConcludeDossier(environment, call, in, out);
        });
  }
};

class DisbursementImpl final : public v1::DisbursementService::CallbackService, Base {
 public:
  explicit DisbursementImpl(const Base& base) : Base(base) {}

  ServerUnaryReactor* ReserveDisbursement(CallbackServerContext* context,
                                          const v1::ReserveDisbursementRequest* request,
                                          v1::Disbursement* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.DisbursementService/ReserveDisbursement",
        {"parent", request->parent()}, request, response,
        [this](WriteCall& call, const v1::ReserveDisbursementRequest& in, v1::Disbursement& out) {
          return finance::ReserveDisbursement(environment, call, in, out);
        });
  }
  ServerUnaryReactor* GetDisbursement(CallbackServerContext* context,
                                      const v1::GetDisbursementRequest* request,
                                      v1::Disbursement* response) override {
    return rpc::Read(
        core, context, "/dondoc.finance.v1.DisbursementService/GetDisbursement",
        {"name", request->name()}, request, response,
        [this](ReadCall& call, const v1::GetDisbursementRequest& in, v1::Disbursement& out) {
          return finance::GetDisbursement(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ListDisbursements(CallbackServerContext* context,
                                        const v1::ListDisbursementsRequest* request,
                                        v1::ListDisbursementsResponse* response) override {
    return rpc::Read(core, context, "/dondoc.finance.v1.DisbursementService/ListDisbursements",
                     {"parent", request->parent()}, request, response,
                     [this](ReadCall& call, const v1::ListDisbursementsRequest& in,
                            v1::ListDisbursementsResponse& out) {
                       return finance::ListDisbursements(environment, call, in, out);
                     });
  }
  ServerUnaryReactor* PostDisbursement(CallbackServerContext* context,
                                       const v1::PostDisbursementRequest* request,
                                       v1::Disbursement* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.DisbursementService/PostDisbursement",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::PostDisbursementRequest& in, v1::Disbursement& out) {
          return finance::PostDisbursement(environment, call, in, out);
        });
  }
  ServerUnaryReactor* VoidDisbursement(CallbackServerContext* context,
                                       const v1::VoidDisbursementRequest* request,
                                       v1::Disbursement* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.DisbursementService/VoidDisbursement",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::VoidDisbursementRequest& in, v1::Disbursement& out) {
          return finance::VoidDisbursement(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ExpireDisbursement(CallbackServerContext* context,
                                         const v1::ExpireDisbursementRequest* request,
                                         v1::Disbursement* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.DisbursementService/ExpireDisbursement",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::ExpireDisbursementRequest& in, v1::Disbursement& out) {
          return finance::ExpireDisbursement(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ReverseDisbursement(CallbackServerContext* context,
                                          const v1::ReverseDisbursementRequest* request,
                                          v1::Disbursement* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.DisbursementService/ReverseDisbursement",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::ReverseDisbursementRequest& in, v1::Disbursement& out) {
          return finance::ReverseDisbursement(environment, call, in, out);
        });
  }
};

class LedgerImpl final : public v1::LedgerService::CallbackService, Base {
 public:
  explicit LedgerImpl(const Base& base) : Base(base) {}

  ServerUnaryReactor* GetAccount(CallbackServerContext* context,
                                 const v1::GetAccountRequest* request,
                                 v1::Account* response) override {
    return rpc::Read(core, context, "/dondoc.finance.v1.LedgerService/GetAccount",
                     {"name", request->name()}, request, response,
                     [this](ReadCall& call, const v1::GetAccountRequest& in, v1::Account& out) {
                       return finance::GetAccount(environment, call, in, out);
                     });
  }
  ServerUnaryReactor* ListAccounts(CallbackServerContext* context,
                                   const v1::ListAccountsRequest* request,
                                   v1::ListAccountsResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.finance.v1.LedgerService/ListAccounts",
        {"parent", request->parent()}, request, response,
        [this](ReadCall& call, const v1::ListAccountsRequest& in, v1::ListAccountsResponse& out) {
          return finance::ListAccounts(environment, call, in, out);
        });
  }
  ServerUnaryReactor* GetJournal(CallbackServerContext* context,
                                 const v1::GetJournalRequest* request,
                                 v1::Journal* response) override {
    return rpc::Read(core, context, "/dondoc.finance.v1.LedgerService/GetJournal",
                     {"name", request->name()}, request, response,
                     [this](ReadCall& call, const v1::GetJournalRequest& in, v1::Journal& out) {
                       return finance::GetJournal(environment, call, in, out);
                     });
  }
  ServerUnaryReactor* ListJournals(CallbackServerContext* context,
                                   const v1::ListJournalsRequest* request,
                                   v1::ListJournalsResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.finance.v1.LedgerService/ListJournals",
        {"parent", request->parent()}, request, response,
        [this](ReadCall& call, const v1::ListJournalsRequest& in, v1::ListJournalsResponse& out) {
          return finance::ListJournals(environment, call, in, out);
        });
  }
  ServerUnaryReactor* GetTrialBalance(CallbackServerContext* context,
                                      const v1::GetTrialBalanceRequest* request,
                                      v1::TrialBalance* response) override {
    return rpc::Read(
        core, context, "/dondoc.finance.v1.LedgerService/GetTrialBalance",
        {"parent", request->parent()}, request, response,
        [this](ReadCall& call, const v1::GetTrialBalanceRequest& in, v1::TrialBalance& out) {
          return finance::GetTrialBalance(environment, call, in, out);
        });
  }
  ServerUnaryReactor* RecordRecovery(CallbackServerContext* context,
                                     const v1::RecordRecoveryRequest* request,
                                     v1::Journal* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.LedgerService/RecordRecovery",
        {"contract", request->contract()}, request, response,
        [this](WriteCall& call, const v1::RecordRecoveryRequest& in, v1::Journal& out) {
          return finance::RecordRecovery(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ReverseRecovery(CallbackServerContext* context,
                                      const v1::ReverseRecoveryRequest* request,
                                      v1::Journal* response) override {
    return rpc::Write(
        core, context, "/dondoc.finance.v1.LedgerService/ReverseRecovery",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::ReverseRecoveryRequest& in, v1::Journal& out) {
          return finance::ReverseRecovery(environment, call, in, out);
        });
  }
};

class FinanceBoardImpl final : public v1::FinanceBoardService::CallbackService, Base {
 public:
  explicit FinanceBoardImpl(const Base& base) : Base(base) {}

  ServerUnaryReactor* GetFinanceBoard(CallbackServerContext* context,
                                      const v1::GetFinanceBoardRequest* request,
                                      v1::FinanceBoard* response) override {
    return rpc::Read(
        core, context, "/dondoc.finance.v1.FinanceBoardService/GetFinanceBoard",
        {"parent", request->parent()}, request, response,
        [this](ReadCall& call, const v1::GetFinanceBoardRequest& in, v1::FinanceBoard& out) {
          return finance::GetFinanceBoard(environment, call, in, out);
        });
  }
};

}  // namespace

void AddPaymentServices(const Base& base, std::vector<std::unique_ptr<grpc::Service>>& services) {
  services.push_back(std::make_unique<DossierImpl>(base));
  services.push_back(std::make_unique<DisbursementImpl>(base));
  services.push_back(std::make_unique<LedgerImpl>(base));
  services.push_back(std::make_unique<FinanceBoardImpl>(base));
}

}  // namespace dondoc::finance
