<?php

declare(strict_types=1);

namespace Tern\Pages;

final class Builder
{
    public function build(string $from, string $to): int
    {
        is_dir($to) || mkdir($to, 0755, true);
        $count = 0;
        foreach (glob("$from/*.txt") ?: [] as $file) {
            $title = ucfirst(basename($file, '.txt'));
            $body = htmlspecialchars(trim((string) file_get_contents($file)));
            file_put_contents("$to/" . basename($file, '.txt') . '.html', "<h1>$title</h1><p>$body</p>\n");
            $count++;
        }

        return $count;
    }
}
