#include "services/cli/commands/all.h"

namespace dondoc::cli {

void RegisterAll(Command& root) {
  RegisterLogin(root);
  RegisterNotice(root);
  RegisterTask(root);
  RegisterBoard(root);
  RegisterDossier(root);
  RegisterProject(root);
  RegisterFund(root);
  RegisterDisbursement(root);
  RegisterLedger(root);
  RegisterClock(root);
  RegisterInspection(root);
  RegisterPlan(root);
  RegisterInspector(root);
  RegisterEntity(root);
  RegisterCalendar(root);
  RegisterAgency(root);
  RegisterUnit(root);
  RegisterOfficer(root);
  RegisterWatch(root);
  RegisterVerify(root);
  RegisterKeys(root);
  RegisterVersion(root);
}

}  // namespace dondoc::cli
