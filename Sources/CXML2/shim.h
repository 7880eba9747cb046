#ifndef MRV_CXML2_SHIM_H
#define MRV_CXML2_SHIM_H
// libxml2 is built with ICU; its headers would drag ICU types in that clash with those of Foundation.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
#include <libxml/relaxng.h>
#include <libxml/xmlschemas.h>
#endif
