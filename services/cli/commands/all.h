// Every command of the tree. A new one is a file here, a declaration and a line in all.cc.
#pragma once

#include "services/cli/command.h"

namespace dondoc::cli {

// Adds every command below `root`, in the order of the help.
void RegisterAll(Command& root);

void RegisterAgency(Command& root);
void RegisterBoard(Command& root);
void RegisterCalendar(Command& root);
void RegisterClock(Command& root);
void RegisterDisbursement(Command& root);
void RegisterDossier(Command& root);
void RegisterEntity(Command& root);
void RegisterFund(Command& root);
void RegisterInspection(Command& root);
void RegisterInspector(Command& root);
void RegisterKeys(Command& root);
void RegisterLedger(Command& root);
void RegisterLogin(Command& root);
void RegisterNotice(Command& root);
void RegisterOfficer(Command& root);
void RegisterPlan(Command& root);
void RegisterProject(Command& root);
void RegisterTask(Command& root);
void RegisterUnit(Command& root);
void RegisterVerify(Command& root);
void RegisterVersion(Command& root);
void RegisterWatch(Command& root);

}  // namespace dondoc::cli
