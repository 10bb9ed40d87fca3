/* clock - the two clocks, and the line a process writes about itself. */
#include "sys/sys.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int64_t read_ms(clockid_t which)
{
    struct timespec t;

    clock_gettime(which, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_now(void)
{
    return read_ms(CLOCK_REALTIME);
}

int64_t clock_ticks(void)
{
    return read_ms(CLOCK_MONOTONIC);
}

/* One write(2), so that lines of several processes do not mix. */
void sys_note(const char *format, ...)
{
    char line[1024];
    time_t now = (time_t)(clock_now() / 1000);
    struct tm tm;
    va_list ap;
    size_t head, n;
    int more;

    gmtime_r(&now, &tm);
    head = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%SZ ", &tm);
    head += (size_t)snprintf(line + head, sizeof line - head, "[%d] ",
                             (int)getpid());
    va_start(ap, format);
    more = vsnprintf(line + head, sizeof line - head - 1, format, ap);
    va_end(ap);
    n = head + (more > 0 ? (size_t)more : 0);
    if (n > sizeof line - 2)
        n = sizeof line - 2;
    for (size_t i = head; i < n; i++)
        if ((unsigned char)line[i] < ' ' || line[i] == 127)
            line[i] = '?';
    line[n++] = '\n';
    if (write(STDERR_FILENO, line, n) < 0)
        return; /* nowhere left to say it */
}
