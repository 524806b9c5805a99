#include "services/cli/commands/all.h"

namespace dondoc::cli {

void RegisterAll(Command& root) {
  RegisterLogin(root);
  RegisterNotice(root);
  RegisterTask(root);
  RegisterBoard(root);
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
