#include "adler.h"

unsigned int adler(const char *text) {
  unsigned int a = 1, b = 0;
  for (; *text; text++) {
    a = (a + (unsigned char)*text) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}
