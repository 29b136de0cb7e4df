<?php

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

printf("upload limit: %s\n", ini_get('upload_max_filesize'));
printf("badge: %s\n", sha1(Tern\Thumbnail\Badge::png(8, 8)));
printf("zip: %s\n", class_exists(ZipArchive::class) ? 'yes' : 'no');
printf("storage: %s\n", is_writable(__DIR__ . '/../storage') ? 'yes' : 'no');
