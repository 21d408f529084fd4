#include "AgentStream.h"

#include <errno.h>
#include <sys/socket.h>

int agent_socket_reset_on_close(int descriptor) {
    struct linger option = {.l_onoff = 1, .l_linger = 0};
    return setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, sizeof(option)) < 0 ? -errno : 0;
}
