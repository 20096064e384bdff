/* How every program of Check's ends: run the suite, tell through the exit code. */
#ifndef DEDI_TESTS_RUN_H
#define DEDI_TESTS_RUN_H

#include <check.h>
#include <stdlib.h>

/* CK_VERBOSITY in the environment says how much is printed. Takes the suite. */
static inline int run_suite(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
