<?php

declare(strict_types=1);

namespace Tern\Cards;

final class Card
{
    public static function html(string $title): string
    {
        return '<article class="card"><h2>' . htmlspecialchars($title) . '</h2></article>';
    }
}
