/* drivers - the databases of the native build. */
#include "db/driver.h"

const struct driver *const db_drivers[] = { &driver_postgres, &driver_sqlite,
                                            NULL };
