<?php

declare(strict_types=1);

use App\Gallery;

require __DIR__ . '/../vendor/autoload.php';

(new Gallery(dirname(__DIR__) . '/storage'))->answer(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
