#ifndef MRV_CCRYPTO_SHIM_H
#define MRV_CCRYPTO_SHIM_H
#include <openssl/evp.h>
#endif
