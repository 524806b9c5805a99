#include "common/base/process.h"

#include "absl/synchronization/mutex.h"
#include <openssl/crypto.h>

namespace dondoc {

void PrepareProcess() {
  OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
}

}  // namespace dondoc
