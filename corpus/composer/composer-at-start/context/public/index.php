<?php

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

$router = new Tern\Router\Router();
$loaded = extension_loaded('zip') && extension_loaded('pgsql');
$router->get('/', static fn (): string => 'zip and pgsql: ' . ($loaded ? 'yes' : 'no'));
echo $router->answer('/')[1];
