#ifndef MRV_CARCHIVE_SHIM_H
#define MRV_CARCHIVE_SHIM_H
#include <archive.h>
#include <archive_entry.h>
#endif
