#include <stdio.h>

int main(void)
{
	puts("dedi " DEDI_VERSION);
	return 0;
}
