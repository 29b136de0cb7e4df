<?php

declare(strict_types=1);

namespace Tern\Thumbnail;

/** Draws a plain badge with gd. */
final class Badge
{
    public static function png(int $width, int $height): string
    {
        $image = imagecreatetruecolor($width, $height);
        imagefill($image, 0, 0, imagecolorallocate($image, 30, 90, 120));
        ob_start();
        imagepng($image);

        return (string) ob_get_clean();
    }
}
