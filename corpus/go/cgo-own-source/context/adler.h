unsigned int adler(const char *text);
