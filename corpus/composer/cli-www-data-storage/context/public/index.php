<?php

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

$root = dirname(__DIR__);
printf("app directory: %s\n", is_writable($root) ? 'yes' : 'no');
printf("storage: %s\n", @file_put_contents("$root/storage/count", 'x', FILE_APPEND) ? 'yes' : 'no');
printf("new file: %s\n", @touch("$root/started") ? 'yes' : 'no');
printf("owner: %d %o\n", fileowner($root), fileperms($root) & 07777);
printf("tests: %s\n", file_exists("$root/tests") ? 'there' : 'gone');
printf("2^100 = %s\n", gmp_strval(gmp_pow(2, 100)));
