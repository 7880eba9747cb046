#ifndef MRV_CSQLITE_SHIM_H
#define MRV_CSQLITE_SHIM_H
#include <sqlite3.h>
#endif
