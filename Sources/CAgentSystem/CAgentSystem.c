#include "CAgentSystem.h"
