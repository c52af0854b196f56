// libyaml as Swift sees it (Debian: libyaml-dev, MIT). Only the event API is used.
#ifndef HEADROOM_CYAML_SHIM_H
#define HEADROOM_CYAML_SHIM_H
#include <yaml.h>
#endif
