#ifndef MRV_CPANGOCAIRO_SHIM_H
#define MRV_CPANGOCAIRO_SHIM_H
#include <pango/pangocairo.h>
#include <cairo-pdf.h>
#endif
