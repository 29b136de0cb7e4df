<?php

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

foreach ((new Tern\Notes\Store('/data/notes.sqlite'))->all() as $note) {
    echo "* $note\n";
}
