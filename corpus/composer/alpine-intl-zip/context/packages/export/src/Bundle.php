<?php

declare(strict_types=1);

namespace Tern\Export;

final class Bundle
{
    /** @param array<string, string> $files */
    public static function write(string $path, array $files): int
    {
        $zip = new \ZipArchive();
        $zip->open($path, \ZipArchive::CREATE | \ZipArchive::OVERWRITE);
        foreach ($files as $name => $text) {
            $zip->addFromString($name, $text);
        }
        $zip->close();

        return filesize($path) > 0 ? count($files) : 0;
    }
}
