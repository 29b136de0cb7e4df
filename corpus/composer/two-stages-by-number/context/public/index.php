<?php

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

echo Tern\Export\Bundle::write('/tmp/out.zip', ['a' => 'x', 'b' => 'y']), ' files';
