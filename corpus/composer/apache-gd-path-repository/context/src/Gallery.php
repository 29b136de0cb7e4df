<?php

declare(strict_types=1);

namespace App;

use Tern\Thumbnail\Badge;

final class Gallery
{
    public function __construct(private string $storage)
    {
    }

    public function answer(string $path): void
    {
        if (preg_match('#^/badge/(\d+)/(\d+)$#', $path, $size)) {
            header('Content-Type: text/plain');
            echo sha1(Badge::png((int) $size[1], (int) $size[2]));

            return;
        }
        if ($path !== '/') {
            http_response_code(404);
            echo 'There is no such page.';

            return;
        }
        $visits = $this->storage . '/visits.txt';
        $written = file_put_contents($visits, "visit\n", FILE_APPEND) !== false;
        $png = (gd_info()['PNG Support'] ?? false) ? 'yes' : 'no';
        $jpeg = (gd_info()['JPEG Support'] ?? false) ? 'yes' : 'no';
        $font = (gd_info()['FreeType Support'] ?? false) ? 'yes' : 'no';
        printf("gd draws png: %s, jpeg: %s, text: %s\n", $png, $jpeg, $font);
        printf("1/3 = %s\n", bcdiv('1', '3', 8));
        printf("storage can be written: %s\n", $written ? 'yes' : 'no');
        printf("vendor links: %s\n", is_link(dirname(__DIR__) . '/vendor/tern/thumbnail') ? 'yes' : 'no');
    }
}
