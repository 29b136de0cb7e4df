<?php

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

$path = trim((string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH), '/');
echo App\Pages::view($path === '' ? 'home' : $path);
echo implode(', ', require __DIR__ . '/../bootstrap/cache/packages.php'), "\n";
echo class_exists('Seeder') ? 'seeder' : 'no seeder', "\n";
echo is_writable(__DIR__ . '/../storage/views') ? 'writable' : 'read-only', "\n";
