#ifndef MRV_CSQLITE_SHIM_H
#define MRV_CSQLITE_SHIM_H
#include <sqlite3.h>

/* Variadic functions are not imported into Swift. */
static inline int mrv_sqlite3_set_flag(sqlite3 *db, int option, int on) {
  return sqlite3_db_config(db, option, on, (int *)0);
}
#endif
