<?php

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

echo '<link rel="stylesheet" href="/css/site.css">', Tern\Cards\Card::html('A card for the heron');
