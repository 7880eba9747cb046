#ifndef MRV_CXLSXWRITER_SHIM_H
#define MRV_CXLSXWRITER_SHIM_H
#include <xlsxwriter.h>
#endif
